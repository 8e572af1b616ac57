## Shared: what more than one page says

loading = Loading…
load-more = Load more
try-again = Try again
reload = Load the page again
save = Save
saved = Saved.
cancel = Cancel
close = Close
back = Back
done = Done
remove = Remove
copy = Copy
copied = Copied
copy-what = Copy: { $what }
download = Download
actions = Actions
description = Description
ends = Ends
last-used = Last used
never = Never
nothing-found = Nothing found
on = On
off = Off
or = or
days =
    { $count ->
        [one] one day
       *[other] { $count } days
    }
show-secret = Show what is typed
test-connection = Test connection

name-wanted = Please give a name.
value-wanted = Please give a value.

## Problems: only what the server cannot say

problem-unreached = The Control Room does not answer
problem-unreached-advice = Check that it runs and that you are connected. Nothing was lost: try again.
problem-strange = The answer could not be understood
problem-changed-advice = Somebody has changed it meanwhile. Load the page again, then make your change.
problem-denied-advice = An administrator can give you a role that allows it.
problem-internal-advice = It is in the log of the Control Room. Try again; if it happens again, tell whoever runs it.
problem-timeout-advice = It took too long. Try again.
problem-wait =
    { $seconds ->
        [one] Try again in one second.
       *[other] Try again in { $seconds } seconds.
    }
broken = This page could not be shown
broken-advice = It may have been replaced by a newer version while it was open. Load it again.
not-found = There is no such page
not-found-advice = It may have been removed, or the address is not quite right.
no-permission = You may not see this
no-permission-advice = Your roles do not include it. An administrator can give you one that does.
go-home = To the overview

## Shell

skip = Skip to the content
navigation = Navigation
nav-open = Open the navigation
nav-close = Close the navigation
nav-home = Overview
nav-notices = Notices
nav-me = My settings
nav-group-manage = Manage
nav-group-me = For me
language = Language
scheme = Colours
scheme-auto = As the system has it
scheme-light = Light
scheme-dark = Dark
me-menu = Signed in as { $name }
sign-out = Sign out
notices-unread =
    { $count ->
        [one] Notices: one is new
       *[other] Notices: { $count } are new
    }

## Coming in

sign-in = Sign in
sign-in-back = Sign in to go on where you were.
sign-in-by = Sign in with { $name }
user-name = User name
password = Password
password-again = The password again
password-differs = The two are not the same.
password-help = At least 12 characters. A few words that only you would put together are easy to keep.
code = Code
code-title = One more step
code-lead = Your account asks for a code besides the password.
code-help = Six digits, as your authenticator app shows them.
code-instead = Use a code of the app
recovery-code = Recovery code
recovery-code-help = One of those that you have written down. Each opens once.
recovery-code-instead = Use a recovery code
setup-title = Welcome to Carteiro
setup-lead = Make yourself its administrator. Nothing else is open until you have.
setup-token = Set-up token
setup-token-help = It was printed where Carteiro was started.
setup-token-wanted = Please paste the token: it shows that this Control Room is yours.
setup-name-help = What you will sign in with.
setup-do = Make me the administrator

## My settings

me-profile = Profile
me-security = Signing in
me-connections = OAuth connections
me-credentials = My credentials
me-tokens = API tokens

profile-how = How Carteiro speaks to you
profile-how-lead = Pages, notices and what runs tell come in this language, with times as they are where you are.
profile-name-help = An administrator can change it.
time-zone = Time zone
time-zone-now = It is { $time } there now.

password-lead = Changing it ends all your other sessions.
password-old = Current password
password-new = New password
password-change = Change the password
password-changed = The password was changed. Your other sessions have ended.

factor = Second factor
factor-lead = A code of an app on your phone, asked for after the password. Whoever learns your password still stays outside.
factor-on = Turn on the second factor
factor-off = Turn off the second factor
factor-is-off = The second factor is off.
factor-off-ask = From then on the password alone opens your account. Your recovery codes are good for nothing any more.
factor-scan = Scan this with an authenticator app, such as the one of your password manager.
factor-qr = QR code for the authenticator app
factor-secret = Or type this key into it
factor-code-help = Six digits that the app shows now: they prove that it works.
recovery-codes = Your recovery codes
recovery-codes-lead = Each opens your account once when the app is not at hand. They are shown this once: keep them where your phone is not.
recovery-codes-kept = I have kept them in a safe place
recovery-codes-left =
    { $count ->
        [0] No recovery code is left: make new ones.
        [one] One recovery code is left.
       *[other] { $count } recovery codes are left.
    }
recovery-codes-new = Make new recovery codes
recovery-codes-new-ask = Those of before open nothing any more.

sso = Single sign-on
sso-lead = Where else you may sign in to come in here.
sso-linked = Linked
sso-unlinked = Not linked
sso-link = Link
sso-unlink = Undo the link
sso-unlink-ask = You will not come in by { $name } any more.

sessions = Where you are signed in
sessions-lead = End what you do not know, and change your password then.
session-program = Browser
session-unknown = An unknown program
session-began = Since
session-end = End
session-ended = The session has ended.
session-end-title = End this session?
session-end-ask = Whoever uses it has to sign in again. If it is the one of this browser, that is you.

token = API token
tokens = API tokens
tokens-lead = Programs come in with them in your name, with no more than you allow them.
tokens-empty = No API tokens yet
tokens-empty-text = Make one for a script or for “carteiro run --server”. It may do what you choose, until the day you choose.
token-make = Make a token
token-name = What it is for
token-name-help = Such as “nightly script”: so that you know later which one to revoke.
token-scopes = It may
token-scopes-help = Some of what you may yourself. Less is safer.
token-scopes-wanted = Please choose at least one.
token-days = Good for
token-once = Copy the token now: it is shown this once.
token-revoke = Revoke
token-revoke-title = Revoke “{ $name }”?
token-revoke-ask = Programs that use it are refused from now on.
token-revoked = The token was revoked.

own-connections-lead = In these each person signs in for themselves. Your runs then act with your sign-in, and nobody else’s do.
own-connections-empty = No connection asks for your sign-in
own-connections-empty-text = When an administrator makes a user-specific OAuth connection that your roles may use, you sign in to it here.
own-sign-in = Sign in
own-sign-in-again = Sign in again
own-sign-out = Sign out
own-sign-out-ask = Your runs cannot use “{ $name }” until you sign in again.
own-signed-out = Signed out. The provider was told that the token is not wanted any more.
own-forgotten = Signed out. The token was forgotten here, and ends at the provider by itself.
own-account = Signed in as { $account }
own-wanted =
    { $count ->
        [one] One of your connections wants you to sign in
       *[other] { $count } of your connections want you to sign in
    }
sign-in-elsewhere = You sign in on a page of the provider. It opens in another tab; come back here when you are done.
sign-in-elsewhere-go = Go to the provider
sign-in-elsewhere-done = I have signed in
sign-in-device = Open the page of the provider, on any device, and type this code there.
sign-in-device-code = Code
progress-pending = Waiting for you
progress-done = Signed in
progress-refused = Refused
progress-expired = Too late: begin again
tried-ok = It works
tried-failed = It does not work

credential = Credential
own-value = Your value
own-value-missing = Wanted from you
own-value-give = Give
own-value-change = Change
own-value-help = Only your own runs use it. It is never shown again, to nobody.
own-value-remove = Remove your value?
own-value-remove-ask = Your runs that need it fail until you give another.
own-values-empty = Nothing is wanted from you
own-values-empty-text = When a credential in a locker asks each person for a value of their own, you give yours here.

## Words of states and permissions

token-state-not_signed_in = Not signed in
token-state-active = Active
token-state-needs_sign_in = Needs a sign-in
token-state-failing = Failing

run-state-queued = Waiting
run-state-running = Running
run-state-ok = Done
run-state-with_failures = With failures
run-state-failed = Failed
run-state-cancelled = Cancelled
run-state-interrupted = Interrupted

permission-manage_people = Manage people
permission-view_connections = View connections
permission-manage_connections = Manage connections
permission-manage_lockers = Make lockers
permission-view_automations = View automations
permission-edit_automations = Write automations
permission-run_automations = Run automations
permission-view_others_runs = View others’ runs
permission-view_audit = View the audit log
permission-view_metrics = View metrics
permission-manage_settings = Manage settings

## Notices

notices-lead = What you are told without asking: sign-ins that are wanted, and what ends.
notices-empty = No notices
notices-empty-text = When a connection needs you, or a secret is about to end, you are told here.
notices-read-all = Mark all as read
notice-read = Mark as read
notice-new = New:

## Overview

home-title = Hello, { $name }
home-lead = What wants attention, before anything else.
first-steps = First steps
first-steps-lead = There is no automation yet. Until there is one, this is worth doing.
first-steps-factor = Protect your account by a code besides the password.
failing = Failing automations
failing-lead = Whose latest run did not go well.
failing-none = None: the latest run of every automation went well.
want-somebody = Connections that need someone
want-somebody-lead = They do not work until somebody signs in or mends them.
want-somebody-none = None: every shared connection works.
expiries = What ends soon
expiries-lead = Sign-ins, secrets, certificates, and what providers have announced.
expiries-none = Nothing that is known ends soon.
ends-token = Sign-in
ends-secret = Secret
ends-certificate = Certificate
ends-provider = Provider

## Automations and the editor

nav-automations = Automations
actions-of = Actions of { $what }
automations-lead = What is to happen to the mail. An automation is a text with steps; here it is built, tried and kept.
automations-empty = No automation yet
automations-empty-text = An automation connects to a mailbox and does something with its mail. Begin with an example, or with nothing.
automations-none = Nothing found
automations-none-text = No automation has “{ $text }” in its name or path.
automations-search = Search by name or path
automations-export = Export all
automations-import = Import
automations-files = Files
automations-files-help = YAML files, or an export (JSON). What is there at the same path gets a new version.
automations-choose = Choose files
automations-take = Import
automation-new = New automation
automation-name = Name
automation-path = Path
automation-version = Version
automation-changed = Changed
automation-export = Download as YAML
automation-delete = Delete
automation-delete-title = Delete { $name }?
automation-delete-ask = The automation and all its versions are lost. What its runs have done stays in the history.
automation-deleted = Deleted.
automation-from-nothing = Empty automation
automation-from-nothing-text = Build it step by step from the actions.
taken-added = new
taken-saved = a new version
taken-same = already there, the same
taken-refused = has mistakes and was left out
example-archive-invoices = Archive invoices
    .text = Saves the PDF files of unread invoices, then files the messages by year.
example-save-invoices = Save invoices
    .text = Saves PDF files into a folder for each month.
example-acknowledge-invoices = Acknowledge invoices
    .text = Tells whoever sends an invoice that it has come, once.
example-forward-to-the-accountant = Forward to the accountant
    .text = Passes every invoice on, with its files, and marks it as read.
example-reply-needed = Reply needed
    .text = Lists what nobody has answered, a table for each day.
example-unread-alert = Unread alert
    .text = Tells a chat when too much is unread.
example-back-up-folder = Back up a folder
    .text = Saves every message of a folder as it is.
example-sort-by-sender = Sort by sender
    .text = Puts what was read into a folder for each company.

editor-automation = Automation
editor-automation-help = What it is called, and the variables that its steps use.
editor-new-name = New automation
editor-palette = Actions
editor-palette-search = Search actions
editor-palette-hint = Double-click, press Enter, or drag.
editor-palette-none = No action is called so.
editor-examples = Examples
editor-examples-of = Examples of { $action }
editor-steps = Steps
editor-form = Form
editor-yaml = YAML text
editor-panes = What is shown
editor-right = Form or YAML
editor-no-steps = No steps yet
editor-no-steps-text = Choose an action. Most automations begin with Connect.
editor-no-action = Unknown step
editor-list-help = The action that you choose now becomes the last step here.
editor-off = Switched off
editor-switch-on = Switch on
editor-fold = Fold { $step }
editor-unfold = Unfold { $step }
editor-step-actions = Actions of { $step }
editor-do-up = Move up
editor-do-down = Move down
editor-do-in = Move into the step before
editor-do-out = Move out
editor-do-duplicate = Duplicate
editor-do-copy = Copy
editor-do-toggle = Switch off
editor-do-delete = Delete
editor-wrong-error = Mistake
editor-wrong-warning = Warning
editor-mistakes = { $count ->
    [one] { $count } mistake
   *[other] { $count } mistakes
}
editor-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
editor-all-well = No mistakes
editor-line = line { $line }
editor-broken = Line { $line } is no YAML. Steps and form show the text as it was before.
editor-mistaken = The text has mistakes
editor-mistaken-save = Mend the mistakes first: an automation is saved only when it can run.
editor-left-out = Left out
editor-yes = Yes
editor-no = No
editor-add = Add
editor-add-to = Add to { $field }
editor-item = { $field } { $number }
editor-item-remove = Remove { $field } { $number }
editor-remove = Remove { $what }
editor-name = Name
editor-name-of = Name in { $field }
editor-name-new = New name in { $field }
editor-more-fields = { $count ->
    [one] One more field
   *[other] { $count } more fields
}
editor-fewer-fields = Fewer fields
editor-insert-value = Insert a value
editor-insert-value-into = Insert a value into { $field }
editor-only-yaml = Only the YAML shows this whole.
editor-written-as = How { $field } is written
editor-way-credential = Credential
editor-way-variable = Variable
editor-way-text = Insecure string
editor-way-as-text = Contains
editor-way-as-list = Any of several
editor-way-as-form = In detail
editor-way-as-value = A value
editor-token-shared = one token for all runs
editor-token-user_specific = everybody signs in for themselves
editor-look-folders = Look into the mailbox of { $session }
editor-folders-found = { $count ->
    [one] One folder found: open the list.
   *[other] { $count } folders found: open the list.
}
editor-test-connection = Test connection
editor-connection-stands = The connection works.
editor-step-good = Well
editor-step-bad = Failed
editor-preview = Preview what it finds
editor-found = { $count ->
    [0] Finds no message now.
    [one] Finds one message now:
   *[other] Finds { $count } messages now:
}
editor-found-more = The first { $count } of the messages that it finds now:
editor-unreadable = { $count ->
    [one] One more cannot be read.
   *[other] { $count } more cannot be read.
}
editor-no-subject = (no subject)
editor-has-attachments = Has attachments
editor-undo = Undo
editor-redo = Redo
editor-unsaved = Not saved
editor-save = Save
editor-save-title = Save a new version
editor-save-new = Save the automation
editor-saved = Saved.
editor-note = Note
editor-note-help = What is new, for whoever looks at the versions later.
editor-path = Path
editor-path-help = By which others run it, such as invoices/archive.yaml.
editor-conflict = Somebody else has saved it meanwhile
editor-conflict-text = This is how their text would become yours. Saving yours makes it the newest version; theirs stays among the versions.
editor-keep-mine = Save mine
editor-take-theirs = Take theirs
editor-versions = Versions
editor-version = Version { $version }
editor-newest = newest
editor-terminal = At the terminal
editor-changes-of = Changes of version { $version }
editor-same = Nothing differs.
editor-restore = Put this text back
editor-restored = The text of version { $version } is back. Save it to keep it.
editor-leave = Leave without saving?
editor-leave-act = Leave
editor-leave-text = What you have changed here is lost.
editor-run = Run
editor-run-title = Run the automation
editor-run-draft = What runs is the text as it stands here, unsaved. It remembers nothing beyond the run.
editor-dry-run = Dry run
editor-dry-run-help = Nothing happens: the log tells what would.
editor-start-dry = Start the dry run
editor-start = Start the run
editor-end-run = End it
editor-whole-run = The whole run
editor-log = Log

option-Declared-text = Text
option-Declared-number = Number
option-Declared-boolean = Yes or no
option-Declared-date_time = Date and time
option-Declared-list = List
option-Declared-table = Table
option-Declared-record = Values by name
option-Declared-file = File
option-Declared-credential = Credential
option-Permission-read = Read messages
option-Permission-mark = Change marks
option-Permission-move = Move and copy
option-Permission-delete = Delete
option-Permission-folders = Make and change folders
option-Permission-append = Store messages and drafts
option-Permission-send = Send
option-Cloud-global = Azure Global
option-Cloud-us_gcc_high = Azure US GCC High
option-Cloud-us_dod = Azure US Department of Defense
option-Cloud-china = Azure China (21Vianet)
option-Provider-microsoft = Outlook / Office 365
option-Provider-google = Gmail and Google Workspace
option-Provider-yahoo = Yahoo
option-Token-shared = Shared
option-Token-user_specific = User-specific
option-Protocol-imap = IMAP
option-Protocol-pop3 = POP3
option-Security-tls = SSL/TLS
option-Security-starttls = STARTTLS
option-Security-none = None: everybody on the way can read along
option-EwsVersion-negotiate = What the server says
option-EwsVersion-exchange2007_sp1 = Exchange 2007 SP1
option-EwsVersion-exchange2010 = Exchange 2010
option-EwsVersion-exchange2010_sp1 = Exchange 2010 SP1
option-EwsVersion-exchange2010_sp2 = Exchange 2010 SP2
option-EwsVersion-exchange2013 = Exchange 2013
option-EwsVersion-exchange2013_sp1 = Exchange 2013 SP1
option-EwsVersion-exchange2016 = Exchange 2016
option-Status-all = All
option-Status-read = Read
option-Status-unread = Unread
option-Class-mail = Mail
option-Class-invitation = Invitations
option-Class-receipt = Receipts
option-Class-bounce = Bounces
option-Order-oldest_first = Oldest first
option-Order-newest_first = Newest first
option-Process-every_run = In every run
option-Process-once = Each message once
option-OnError-continue = Go on with the others
option-OnError-stop = Stop
option-OnCollision-rename = Take the next free name
option-OnCollision-skip = Leave the file that is there
option-OnCollision-overwrite = Overwrite
option-CsvEncoding-utf-8 = UTF-8
option-CsvEncoding-utf-8-bom = UTF-8 with a mark, for Excel
option-OnMissing-fail = The step fails
option-OnMissing-nothing = The variable holds nothing
option-Since-start = Only what comes in meanwhile
option-Since-any = Also what is there already
option-Weight-low = Low
option-Weight-normal = Normal
option-Weight-high = High
option-Quote-below = Below the answer
option-Quote-none = Not at all
option-Backoff-constant = Always the same
option-Backoff-exponential = Doubled each time
option-Ends-ok = Well
option-Ends-failed = Failed
option-Ends-cancelled = Cancelled
option-kind-invalid_input = Invalid input
option-kind-unsupported = Not supported
option-kind-not_found = Not found
option-kind-exists = Exists already
option-kind-denied = Denied
option-kind-sign_in_failed = Sign-in failed
option-kind-sign_in_needed = Sign-in needed
option-kind-tls = TLS
option-kind-unreachable = Unreachable
option-kind-timeout = Timeout
option-kind-throttled = Throttled
option-kind-quota = Quota
option-kind-rejected = Rejected
option-kind-protocol = Protocol
option-kind-content = Content
option-kind-changed = Changed meanwhile
option-kind-outcome_unknown = Outcome unknown
option-kind-internal = Internal

## Runs

## Managing

