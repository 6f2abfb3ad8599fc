import { tick } from 'svelte'

/** After a refused submit: puts the person at the first field that is wrong, once its sentence is on the page (WCAG 3.3.1). */
export async function focusFirstError(form: HTMLFormElement): Promise<void> {
  await tick()
  const error = form.querySelector<HTMLElement>('[aria-invalid="true"], .field-error')
  const field = error?.matches('.field-error') ? error.parentElement?.querySelector<HTMLElement>('input, select, textarea') : error
  field?.focus()
}
