import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { composePdf } from '../../../issuer/pdf/compose-pdf.ts'
import { splitByFace } from '../../../issuer/pdf/split-by-face.ts'
import { composePage } from '../../../issuer/pictures/compose-page.ts'
import { outcome, person } from '../../fixtures/demo-people.ts'
import { type DemoWorld, demoWorld } from '../../fixtures/demo-world.ts'
import { pdfToolsAreHere, run } from './pdf-tools.ts'

/** Invented names, in the scripts of those who come to live in Lombardy. */
const NAMES = [
  ['Ukrainian', 'Олександра', 'Коваленко'],
  ['Greek', 'Ελένη', 'Παπαδοπούλου'],
  ['Georgian', 'გიორგი', 'ბერიძე'],
  ['Arabic', 'محمد علي', 'عبد الله'],
  ['Urdu', 'عائشہ', 'چوہدری'],
  ['Arabic after Urdu', 'أحمد', 'الأحمد'],
  ['Chinese', '小明', '王'],
  ['Chinese, old letters', '國強', '劉'],
  ['Bengali', 'মোহাম্মদ', 'রহমান'],
  ['Sinhala', 'ශ්‍රීමතී', 'වික්‍රමසිංහ'],
  ['Punjabi', 'ਹਰਪ੍ਰੀਤ', 'ਸਿੰਘ'],
  ['Tamil', 'கிருஷ்ணன்', 'செல்வி'],
  ['Thai', 'สมชาย', 'น้ำใจดี'],
  ['Hindi', 'श्रीकृष्ण', 'त्रिपाठी'],
  ['Vietnamese', 'Nguyễn', 'Thị Phương'],
  ['Yoruba', 'Ọlúwaṣeun', 'Adébáyọ̀'],
] as const

/** Of what a reader adds to tell where the direction turns. */
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

describe('a name in another script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attesta-scripts-'))
  let demo: DemoWorld
  beforeAll(async () => {
    demo = await demoWorld()
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const actOf = (givenName: string, familyName: string): Promise<Attestation> =>
    demo.compose({ outcome: { ...outcome, person: { ...person, givenName, familyName } } })

  test.skipIf(!pdfToolsAreHere()).each(NAMES)('is given back by the paper as it was written: %s', async (_, givenName, familyName) => {
    const path = join(folder, 'paper.pdf')
    const paper = { statusPage: 'http://localhost:4000/a/x', verifierUrl: 'http://localhost:4001', attachments: [] }
    writeFileSync(
      path,
      await composePdf({ ...paper, attestation: await actOf(givenName, familyName), at: new Date('2026-05-15T10:00:00Z') }),
    )
    const lines = run('pdftotext', [path, '-']).replace(DIRECTIONS, '').split('\n')
    expect(lines).toContain(`${givenName} ${familyName}`.normalize('NFC'))
    expect(run('qpdf', ['--check', path])).toContain('No syntax or stream encoding errors found')
    // All that is shown is in the file.
    const fonts = run('pdffonts', [path]).trim().split('\n').slice(2)
    for (const font of fonts) expect(font).toMatch(/ yes (yes|no ) yes /)
  })

  test.each(NAMES)('stands on the page of the European credential: %s', async (_, givenName, familyName) => {
    const page = composePage({ attestation: await actOf(givenName, familyName), language: 'it', sealedBy: 'Ente' })
    const outlines = splitByFace(`${givenName} ${familyName}`, 'strong').flatMap(({ face, text }) =>
      face.font.layout(text).glyphs.map(({ path }) => path.toSVG()),
    )
    expect(outlines.length).toBeGreaterThan(3)
    for (const outline of outlines) expect(page).toContain(outline)
  })

  test('goes from right to left, word by word, where its script does', () => {
    expect(splitByFace('di محمد علي, nato', 'regular').map(({ text }) => text)).toEqual(['di ', 'علي', ' ', 'محمد', ', nato'])
    expect(splitByFace('محمد (علي) 12', 'regular').map(({ text }) => text)).toEqual(['12', ' ', '(', 'علي', ')', ' ', 'محمد'])
  })
})
