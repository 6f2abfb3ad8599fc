import { changeVolunteer, type VolunteerView } from '../../api/volunteers.ts'
import { submission } from '../../submission.svelte.ts'

export interface VolunteerDesk {
  readonly volunteer: VolunteerView
  readonly reload: () => Promise<void>
}

/** One change of a volunteer; what it changed is read again. */
export function volunteerChange(desk: () => VolunteerDesk) {
  const sending = submission()
  return {
    get busy() {
      return sending.busy
    },
    get problem() {
      return sending.problem
    },
    /** What the service answered; undefined where it refused. */
    async make<Answer>(name: string, body: Readonly<Record<string, unknown>>): Promise<Answer | undefined> {
      let answer: Answer | undefined
      await sending.run(async (key) => {
        answer = await changeVolunteer<Answer>(desk().volunteer.id, name, body, key)
      })
      if (answer !== undefined) await desk().reload()
      return answer
    },
  }
}
