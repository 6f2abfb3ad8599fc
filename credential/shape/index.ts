export { type Optional, object, optional, record } from './object.ts'
export { type Infer, readShape, type Shape } from './shape.ts'
export { amount, date, dateTime, exactly, flag, integer, list, oneOf, text } from './values.ts'
