import classes from './logo.module.css'

/** A letter with news, and the name. */
export function Logo() {
  return (
    <span className={classes.logo}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="8" className={classes.ground} />
        <path d="M7 11.5h18v11H7z" fill="#fff" />
        <path d="m7 11.5 9 7 9-7" fill="none" className={classes.fold} strokeWidth="2" strokeLinejoin="round" />
        <circle cx="24.5" cy="9.5" r="4" fill="#f2b33d" className={classes.fold} strokeWidth="1.5" />
      </svg>
      Carteiro
    </span>
  )
}
