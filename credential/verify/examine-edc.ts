import { causeOf, checkMandate, failed, isUnreachable, notChecked, passed, type Step } from '../chain/index.ts'
import { digestToOrder, type EdcReading, readEdc } from '../edc/index.ts'
import { AttestaError } from '../errors.ts'
import { type OpenedSeal, readEnvelope, readSealed, type VerifiedSeal, verifyJades } from '../jades/index.ts'
import type { JsonObject } from '../json/index.ts'
import { askAccreditation } from './ask-accreditation.ts'
import { bareHolder } from './bare-holder.ts'
import type { Examination, Tools } from './evidence.ts'
import { stateEdc } from './state-edc.ts'

const nothing = notChecked('check.skipped')

/** Looks at a sealed European Digital Credential: the seal over its text, the form of what was sealed, and whether the two name the same organisation. */
export async function examineEdc(envelope: JsonObject, tools: Tools): Promise<Examination> {
  const { maxBytes = 5 * 1024 * 1024, maxDepth = 32 } = tools.world.limits ?? {}
  let opened: OpenedSeal
  let document: JsonObject
  try {
    opened = readEnvelope(envelope)
    document = readSealed(opened, { maxBytes, maxDepth })
  } catch (error) {
    return { edc: true, schema: nothing, proof: refusal(error), issuerKey: nothing, holder: nothing }
  }
  const form = read(document, tools)
  const sealed = await verify(opened, tools)
  const schema = 'refused' in form ? form.refused : passed('schema.passed')
  const proof = 'refused' in sealed ? sealed.refused : passed('proof.passed')
  if ('refused' in form || 'refused' in sealed) return { edc: true, schema, proof, issuerKey: nothing, holder: nothing }

  const { reading } = form
  const { seal } = sealed
  const issuerKey = await ownerOf({ reading, seal, tools })
  const unmandated = issuerKey.outcome === 'failed' ? undefined : await mandateFault({ document, reading, seal, tools })
  const isVouched = issuerKey.outcome === 'passed' && unmandated === undefined
  const shapes = await askShapes({ document, isVouched, tools })
  if (shapes?.outcome === 'failed') return { edc: true, schema: shapes, proof, issuerKey, holder: nothing }
  const { nationalId } = reading.holder
  const identities = nationalId === undefined ? [] : [{ hashed: false, identityHash: nationalId, identityType: 'nationalIdentityNumber' }]
  const holder = bareHolder(tools.expect)
  try {
    const sealedBy = isVouched ? seal.owner.organizationIdentifier : undefined
    const accreditation = await askAccreditation({ document, reading, sealedBy, world: tools.world })
    const asked = { ...(accreditation === undefined ? {} : { accreditation }), ...(shapes === undefined ? {} : { shapes }) }
    const statement = stateEdc({ reading, seal, isVouched })
    const faults = unmandated === undefined ? {} : { unmandated }
    return { edc: true, schema, proof, issuerKey, ...faults, holder, identities, ...asked, statement }
  } catch (error) {
    return { edc: true, schema: refusal(error), proof, issuerKey, holder }
  }
}

/** The official shapes, where they are installed. They never stand alone, and cost too much to ask them for a stranger. */
async function askShapes({ document, isVouched, tools }: { document: JsonObject; isVouched: boolean; tools: Tools }) {
  const { conformsToShapes } = tools.world
  if (conformsToShapes === undefined) return undefined
  if (!isVouched) return nothing
  const conforms = await conformsToShapes(document)
  if (conforms === undefined) return notChecked('shapes.too-large')
  return conforms ? passed('shapes.passed') : failed('edc.not-conforming')
}

/** One that nobody sealed: its form is told, and that nothing proves where it comes from. */
export function examineUnsealedEdc(document: JsonObject, tools: Tools): Examination {
  const form = read(document, tools)
  const schema = 'refused' in form ? form.refused : passed('schema.passed')
  return { edc: true, schema, proof: failed('seal.none'), issuerKey: nothing, holder: nothing }
}

type Refused = { readonly refused: Step }

function read(document: JsonObject, { expect }: Tools): { readonly reading: EdcReading } | Refused {
  try {
    const types: readonly unknown[] = Array.isArray(document.type) ? document.type : [document.type]
    if (expect.type !== undefined && !types.includes(expect.type)) throw new AttestaError('schema.type')
    return { reading: readEdc(document) }
  } catch (error) {
    return { refused: refusal(error) }
  }
}

async function verify(opened: OpenedSeal, { world: { trust } }: Tools): Promise<{ readonly seal: VerifiedSeal } | Refused> {
  const { sealRoots, timestampRoots } = trust
  try {
    return { seal: await verifyJades(opened, { sealRoots, ...(timestampRoots === undefined ? {} : { timestampRoots }) }) }
  } catch (error) {
    return { refused: refusal(error) }
  }
}

/**
 * Is the seal that of the organisation which the document names? By the identifier in its certificate (the reference issuer writes the
 * one from the other), by a path to an authority that the relying party chose, and, where the issuer is a DID, by the issuer's own
 * publication of this key: an authority that certifies somebody else, or a seal that was stolen and withdrawn, makes no act of this body.
 */
async function ownerOf({ reading, seal, tools }: { reading: EdcReading; seal: VerifiedSeal; tools: Tools }): Promise<Step> {
  const { issuer, act } = reading
  if (issuer.eidasIdentifier !== seal.owner.organizationIdentifier) return failed('seal.owner')
  if (act !== undefined && act.body.id !== issuer.id && act.profile.name !== 'issued-by-mandate') return failed('seal.owner')
  const { chain } = seal
  if ('fault' in chain && chain.fault !== 'seal.unanchored') return failed(chain.fault)
  const { key, signedAt: at, witnessedAt } = seal
  try {
    tools.keys.isConfigured({ issuer: issuer.eidasIdentifier, key })
    if (act !== undefined || issuer.id.startsWith('did:'))
      await tools.keys.assertPublished({ issuer: issuer.id, key, at, ...(witnessedAt === undefined ? {} : { witnessedAt }) })
  } catch (error) {
    return isUnreachable(error) ? notChecked(causeOf(error)) : refusal(error)
  }
  if ('fault' in chain) return notChecked(chain.fault)
  return passed('seal.passed', { by: chain.anchor.organization ?? chain.anchor.commonName ?? '' })
}

/**
 * Who seals for another needs that body's own word for it (edc-ob3.md §2, profile issued-by-mandate): that it may, and that this document is
 * to be sealed. Undefined where nothing is wrong, or nobody seals for another.
 */
async function mandateFault({ document, reading, seal, tools }: MandateInput): Promise<Step | undefined> {
  const { act, issuer } = reading
  if (act?.profile.name !== 'issued-by-mandate') return undefined
  const { body, kind, profile } = act
  if (body.id === issuer.id) return failed('mandate.others')
  const { mandate: token, order, statement } = profile
  return checkMandate({
    token,
    order,
    document: digestToOrder(document),
    statement,
    body: body.id,
    mandatary: issuer.id,
    kind,
    sealedAt: seal.witnessedAt ?? seal.signedAt,
    key: tools.keys.lookup,
  })
}

interface MandateInput {
  readonly document: JsonObject
  readonly reading: EdcReading
  readonly seal: VerifiedSeal
  readonly tools: Tools
}

function refusal(error: unknown): Step {
  return failed(causeOf(error), error instanceof AttestaError ? error.facts : {})
}
