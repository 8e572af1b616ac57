import type { Problem } from '../../api/problem'
import type { Field } from './asked-for'

/** Which field a refusal is about, if the form shows that field. */
export function about(fields: Field[]): (problem: Problem) => string | undefined {
  return (problem) =>
    fields.find(({ name }) => problem.at(`/${name}`) ?? (name === 'roles' && problem.words === 'role-missing'))?.name
}
