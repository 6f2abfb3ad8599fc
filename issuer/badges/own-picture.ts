import type { Pool } from 'pg'
import type { PictureForm } from './accept-picture.ts'
import { PICTURE_PATH, type PictureOfInput, pictureOf } from './picture-of.ts'

export interface OwnPicture {
  readonly form: PictureForm
  readonly digest: string
  readonly givenAt: Date
}

type Queries = Pick<Pool, 'query'>

/** The same bytes for as long as they are used: baking remembers what it found in them. */
const contents = new Map<string, Uint8Array>()
const MOST = 64

/** What a body uses instead of the drawn picture, by form. */
export async function ownPictures(slug: string, db: Queries): Promise<readonly OwnPicture[]> {
  const { rows } = await db.query<{ form: PictureForm; digest: string | null; given_at: Date }>(
    `SELECT DISTINCT ON (p.form) p.form, p.digest, p.given_at FROM badge_picture p JOIN organisation o ON o.id = p.organisation_id
     WHERE o.slug = $1 ORDER BY p.form, p.seq DESC`,
    [slug],
  )
  return rows.flatMap(({ form, digest, given_at: givenAt }) => (digest === null ? [] : [{ form, digest, givenAt }]))
}

/** One that a body gave once, by its name: a badge keeps its picture when the body chooses another. */
export async function pictureNamed({ slug, digest }: { slug: string; digest: string }, db: Queries): Promise<Uint8Array | undefined> {
  const known = contents.get(`${slug} ${digest}`)
  if (known !== undefined) return known
  const { rows } = await db.query<{ content: Uint8Array }>(
    `SELECT p.content FROM badge_picture p JOIN organisation o ON o.id = p.organisation_id WHERE o.slug = $1 AND p.digest = $2 LIMIT 1`,
    [slug, digest],
  )
  const content = rows[0]?.content
  if (content === undefined) return undefined
  if (contents.size >= MOST) contents.clear()
  contents.set(`${slug} ${digest}`, content)
  return content
}

/** What a badge of this body is baked into: its own picture of that form, or the drawn one. */
export async function pictureFor({ form, ...body }: PictureOfInput & { readonly form: PictureForm }, db: Queries): Promise<Uint8Array> {
  const own = (await ownPictures(body.slug, db)).find((picture) => picture.form === form)
  const content = own === undefined ? undefined : await pictureNamed({ slug: body.slug, digest: own.digest }, db)
  if (content !== undefined) return content
  const { png, svg } = await pictureOf(body)
  return form === 'png' ? png : new TextEncoder().encode(svg)
}

/** Address of the picture that a badge names: the body's own, an SVG before a PNG since it is sharp at any size, or the drawn one. */
export async function pictureAddress(
  { issuerUrl, ...body }: PictureOfInput & { readonly issuerUrl: string },
  db: Queries,
): Promise<string> {
  const own = await ownPictures(body.slug, db)
  const { form, digest } = own.find((picture) => picture.form === 'svg') ??
    own[0] ?? { form: 'svg', digest: (await pictureOf(body)).digest }
  return `${issuerUrl}${PICTURE_PATH}${body.slug}/${digest}.${form}`
}
