/** What of a request is wrong: where, by a JSON Pointer into its body (RFC 6901), and what, in the reader's language. */
export interface Wrong {
  pointer: string
  detail: string
}

/** What the server says when it does not do what was asked (RFC 9457), in the reader's language. */
export class Problem extends Error {
  constructor(
    readonly title: string,
    readonly status: number,
    /** The kind: `not_found`. */
    readonly code: string,
    /** Which words: `person-missing`. */
    readonly words: string,
    /** Seconds until it is worth asking again. */
    readonly wait?: number,
    readonly errors: Wrong[] = [],
  ) {
    super(title)
  }

  /** What is wrong there, such as `/name`; nothing: it is about something else. */
  at(pointer: string): string | undefined {
    return this.errors.find((wrong) => wrong.pointer === pointer)?.detail
  }
}

/** That no answer came: there are no words of the server for it. */
export const UNREACHED = 'unreached'
/** That the answer was none of ours. */
export const STRANGE = 'strange'

export async function problemOf(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get('Retry-After')) || undefined
  const said: unknown = await response.json().catch(() => null)
  if (typeof said === 'object' && said !== null && 'title' in said && typeof said.title === 'string') {
    const { title } = said
    const text = (name: 'code' | 'words') => {
      const value: unknown = name in said ? said[name as keyof typeof said] : ''
      return typeof value === 'string' ? value : ''
    }
    const errors = 'errors' in said && Array.isArray(said.errors) ? (said.errors as Wrong[]) : []
    return new Problem(title, response.status, text('code'), text('words'), wait, errors)
  }
  return new Problem('', response.status, STRANGE, STRANGE, wait)
}

/** Whatever was thrown, as a problem that can be shown. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  // What `fetch` throws where nobody answers.
  if (thrown instanceof TypeError) return new Problem('', 0, UNREACHED, UNREACHED)
  return new Problem('', 0, STRANGE, STRANGE)
}

/** Nobody is signed in any more; not: a password was wrong, or a code is wanted. */
export function isSignedOut(thrown: unknown): boolean {
  return thrown instanceof Problem && thrown.status === 401 && thrown.words === 'sign-in-first'
}
