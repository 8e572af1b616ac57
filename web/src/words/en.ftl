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
email = E-mail
email-help = Where they get notices, if notices go out by mail.
email-help-own = Where you get notices, if notices go out by mail.
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
setup-sandbox-help = A pretend mailbox with 200 messages starts on this machine, with three automations to run on it. Runs may then reach this machine.
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
session-end-ask = Whoever uses it has to sign in again.
session-end-own-ask = It is the one of this browser: you have to sign in again.
session-current = { $name } (this one)

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
notice-open = Open the connection
notice-new = New:

## Overview

home-title = Hello, { $name }
home-lead = What wants attention, before anything else.
first-steps = First steps
first-steps-lead = There is no automation yet. In this order you get to one.
first-steps-factor = Protect your account by a <link>code besides the password</link>.
first-vault = Put the password of a mailbox into the <link>vault</link>. It is never shown again, and automations name it.
first-connection = Or sign in to Microsoft, Google or another provider once, with an <link>OAuth connection</link>.
first-automation = Write an <link>automation</link>: what should happen to which mail.
first-run = <link>Run it</link>. A dry run tells what would happen and changes nothing.
sandbox-lead = No mailbox at hand? A pretend one starts on this machine with 200 messages, its password goes into the vault, and three automations are made for it. Runs may then reach this machine.
sandbox-try = Try the sandbox
running = Running now
running-lead = And what waits for its turn.
running-none = Nothing runs, and nothing waits.
running-done =
    { $count ->
        [0] no message done yet
        [one] one message done
       *[other] { $count } messages done
    }
failing = Failing automations
failing-lead = Whose latest run did not go well.
failing-none = None: the latest run of every automation went well.
want-somebody = Connections that need someone
want-somebody-lead = They do not work until somebody signs in or mends them.
want-somebody-none = None: every shared connection works.
expiries = What ends soon
expiries-lead = Sign-ins, secrets, certificates, and what providers have announced.
expiries-none = Nothing that is known ends soon.
expiries-all = Show all
ends-token = Sign-in
ends-secret = Secret
ends-certificate = Certificate
ends-provider = Provider

## Automations and the editor

nav-automations = Automations
automation-run = Run { $what }
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
editor-empty-list = Nothing yet: choose this line, then an action
editor-list-help = The action that you choose now becomes the last step here.
editor-off = Switched off
editor-switch-on = Switch on
editor-flag-off = { $field }: no
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
editor-way-as-short = In short
editor-way-as-list = Any of several
editor-way-as-form = In detail
editor-way-as-value = A value
editor-choose = Choose
editor-choose-connection = Choose a connection
editor-no-connections = There is no connection that you may use. Whoever manages OAuth connections makes one.
editor-no-own-connections = There is no connection in which you sign in yourself. A shared one is written by its name.
editor-confirm = Confirm
editor-token-shared = one token for all runs
editor-token-user_specific = everybody signs in for themselves
editor-look-folders = Look into the mailbox of { $session }
editor-folders-found = { $count ->
    [one] One folder found: open the list.
   *[other] { $count } folders found: open the list.
}
editor-test-connection = Test connection
editor-end-test = End the test
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
editor-message-from = From
editor-message-to = To
editor-message-cc = Cc
editor-message-received = Received
editor-message-files = Attachments
editor-message-shown = How it is shown
editor-message-text = Text
editor-message-html = As it was designed
editor-message-harmless = Without pictures and links: nothing in it runs or is loaded.
editor-message-empty = (no text)
editor-message-cut = There is more text than is shown here.
editor-no-subject = (no subject)
editor-has-attachments = Has attachments
editor-keys = By keyboard
editor-key-pane = From pane to pane
editor-key-search = Search actions; Enter puts the first in
editor-key-form = From a step to its form
editor-key-move = Move a step
editor-key-nest = Move it into the step before, and out
editor-key-duplicate = Duplicate
editor-key-clipboard = Copy, cut, paste
editor-key-toggle = Switch off and on
editor-key-delete = Delete
editor-key-undo = Undo, redo
editor-key-save = Save
editor-key-run = Run
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
editor-conflict-text = Left is what is saved now, right is what stands here. Saving yours makes it the newest version; theirs stays among the versions.
editor-theirs = Theirs, version { $version }
editor-mine = Yours
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

nav-runs = Runs
nav-messages = Find a message
yes = Yes
no = No
any = Any
any-time = Any time
find = Find
when = When
state = State
automation = Automation
message = Message
outcome = Outcome
file = File
file-size = Size
no-subject = (no subject)
dry-run = Dry run
dry-run-help = Nothing is changed. You are told what would be done.
run = Run
runs-lead = What automations have done, are doing and are about to do.
runs-empty = Nothing was run yet
runs-empty-text = Each time an automation does its work, that is a run. You can watch it live here, and look up later what it did to which message.
runs-filters = Which runs are shown
runs-none-so = No run is like that. Others may be.
runs-find-mail = Find a message
runs-since = Started
runs-everybody = Everybody
runs-mine = Mine
since-hour = In the last hour
since-day = In the last 24 hours
since-week = In the last 7 days
since-month = In the last 30 days
since-days = On chosen days…
days-from = From
days-until = Until
filters-clear = Show all
messages-count = Messages
messages-failed =
    { $count ->
        [one] one failed
       *[other] { $count } failed
    }
run-started = Started
run-start = Start a run
run-start-dry = Start a dry run
run-start-none = There is no automation yet. Write one first.
variables-lead = Values for this run. What you leave empty is as the automation has it.
variable-default = As it is: { $value }
variable-as-is = As the automation has it
variable-of = Variable { $name }
variable-help-list = One on each line, or a JSON list.
variable-help-table = A JSON list of records.
variable-help-record = A JSON record.
variable-help-file = A JSON record that tells of a file.
variable-help-date_time = In the time zone of the automation.
variable-misfit-number = This is not a number.
variable-misfit-list = This is not a JSON list.
variable-misfit-table = This is not a JSON list of records.
variable-misfit-record = This is not a JSON record.

run-as = In the name of { $name }
run-why = Why it ended
run-interrupted = It was cut off
run-interrupted-text = The process that carried it out ended in the middle. Nothing is repeated by itself: run the rest, or look first at what is unknown.
run-queued = It waits for its turn: until there is room, or until the run of the same automation before it has ended.
run-lost = The connection to the Control Room broke. It is taken up again by itself, where it broke.
line-waits = { $what ->
    [mail] waiting for mail until { $until }
    [tried] would wait until { $until }
   *[time] waiting until { $until }
}
run-waits = It waits until
run-cancel = End the run
run-cancel-title = End this run?
run-cancel-ask = What it has begun with a message it brings to its end; it begins nothing more. What it has done stays done.
run-ending = Is ending…
run-again = Run again
run-again-dry = It was a dry run, and is one again: nothing is changed.
run-again-what = What is to be done again?
again-rest = Only what it did not do
again-rest-help = What failed, and what it did not get to. No effect that it had is repeated, and what may have taken place is left to you.
again-all = Everything, as if it had never run
again-all-help = Messages that still match are worked on again. What it sent is sent again.
run-part-now = Steps and log
run-part-items = Messages
run-part-files = Files
run-part-facts = Details
run-steps = Steps
run-log = Log
run-items = Messages of this run
step-state-idle = Not yet
step-state-running = Running
step-state-done = Done
step-state-failed = Failed
step-state-seen = Begun
step-state-untold = Nothing is told of it
step-part-else = else
step-part-catch = if it fails
step-part-finally = at the end
step-acts =
    { $count ->
        [one] done once
       *[other] done { $count } times
    }
step-failed =
    { $count ->
        [one] one failed
       *[other] { $count } failed
    }
log-kind = Which lines are shown
log-kind-all = Everything
log-kind-wrong = What went wrong
log-kind-log = Logged
log-none = Nothing to tell
log-none-yet = Nothing yet
log-earlier = Earlier
log-later = Later
log-latest = Latest
log-left-out =
    { $count ->
        [one] It was long: one event in its middle is no longer kept.
       *[other] It was long: { $count } events in its middle are no longer kept.
    }
figure-done = Messages done
figure-would = Messages gone through
figure-failed = Failed
figure-files = Files
figure-rate = Rate
figure-rate-unit = messages a second
figure-lasted = Duration
figure-waits =
    { $count ->
        [one] waited once
       *[other] waited { $count } times
    }
figure-turns = Round trips
figure-connections =
    { $count ->
        [one] on one connection
       *[other] on { $count } connections
    }
figure-bytes = Received
figure-sent = sent:
failure-line = line { $line }
outcome-begun = Begun
outcome-done = Done
outcome-failed = Failed
outcome-skipped = Passed over
outcome-unknown = Unknown
outcome-cancelled = Cancelled
items-empty = No message was worked on
items-empty-yet = They appear here as the run gets to them.
items-empty-text = The run found none that matched, or works on none.
item-effects = What was done
item-would = What would be done
item-tale = Step by step
item-others = In other runs
item-others-none = No other run has worked on it.
item-others-all = All of them
message-from = From
message-received = received
message-received-at = Received
message-folder = Found in
message-begun = Worked on
files-empty = No file was saved
files-empty-text = What a run saves, such as attachments, is found here.
files-dry = It was a dry run: these would have been saved.
unknown-title = It is not known whether something took place
unknown-means = The connection broke after a command was sent and before the server said what came of it. It may have been carried out, or not. Carteiro does not repeat it by itself: nothing happens twice.
unknown-look = Look in the mailbox: is the message in its new place, or among what was sent? If a letter went out, ask whom it was for whether it arrived.
unknown-then = If it took place, nothing is left to do. If not, do it by hand: running the rest leaves it out.
unknown-more = And others: see the messages with the outcome “Unknown”.
run-tried = A text that was tried, or a file at a terminal
version-of = version { $version }
run-by = Started by
run-whose = In whose name
run-queued-at = Asked for
run-began-at = Began
run-ended-at = Ended
run-origin = Goes on with
run-origin-go = The run whose effects it does not repeat
run-commands = Commands sent
run-events = Events
run-digest = Digest of the text
run-id = Number of the run
messages-lead = What happened to the mail from somebody, about something, with this Message-ID?
messages-by = Look for
messages-by-text = Subject or sender
messages-by-text-help = A piece of it is enough.
messages-by-from = Sender
messages-by-from-help = A whole address is found fastest; a piece of one does too.
messages-by-message_id = Message-ID
messages-by-message_id-help = As the headers of the message have it, with or without the brackets.
messages-found = Messages found
messages-ask = Follow a message
messages-ask-text = You are told which runs have worked on it, what they did to it, and why they passed it over.
messages-none = No run has worked on such a message
messages-none-text = It may not have arrived, no automation may look at its folder, or it did not match. Of runs that you may not see, nothing is found.

## Managing

nav-connections = OAuth connections
nav-expiries = Expiry board
nav-vault = Credential vault
nav-people = People and roles
nav-audit = Audit log
nav-settings = Settings
name = Name
status = Status
nobody = Nobody
one-a-line = One a line.
from-a-file = Read from a file
secret-stays = One is kept. Leave this empty to keep it.
secret-kept = Kept, and never shown
changed-show = Show what it is now
changed-lost = What you have typed here is put away.
callback-url = Callback URL
callback-url-help = Register it at the provider as redirect URI, exactly as it is here.
made-at = Made
made-by = Made by

## Managing: OAuth connections

connection = Connection
connections-lead = By them automations sign in to mailboxes without a password. Tokens are renewed by themselves, and never leave this server.
connections-empty = No OAuth connections yet
connections-empty-text = Register an application at Microsoft, Google or another provider once, sign in, and every automation that may use the connection is served.
connection-create = Create connection
connection-create-lead = You need an application registered at the provider; which fields that gives you depends on how tokens are had.
connection-edit = Edit connection
connection-edit-lead = Where it becomes another application, whoever has signed in has to do so again.
connection-remove-title = Remove “{ $name }”?
connection-remove-ask = Everybody’s sign-ins to it are forgotten, and automations that name it fail.
connection-removed = The connection was removed.
connection-warnings = Worth knowing
connection-use = How automations use it
connection-use-lead = In the editor it is chosen from a list; in a file it is written so.
connection-written = In an automation
connection-what = What it is
connection-each-person = Each person signs in for themselves, under {"<link>"}My settings > OAuth connections{"</link>"}. Here you see how many have.
connection-by-itself = Nobody signs in: the application acts for itself. Test it to get a first token.
connection-asleep = Nobody has signed in yet: automations cannot use it until somebody does.
connection-forget = Forget the token
connection-sign-out-ask = Runs that use this connection wait or fail until there is a token again.
connection-signed-out = The token was forgotten.
provider-type = Provider type
provider-said = The provider’s own words: { $text }
provider-help-google = Gmail and Google Workspace
provider-help-microsoft = Microsoft 365, Outlook.com
provider-help-yahoo = Yahoo Mail
provider-help-custom = Any other OAuth server
token-type = Token type
token-type-shared = Shared
token-type-user_specific = User-specific
grant-help-authorization_code = A person signs in once in a browser.
grant-help-client_credentials = Nobody signs in: the application has permissions of its own.
grant-help-device_code = A person types a code on any device; no callback URL is needed.
grant-help-service_account = An account of Google Workspace acts for its people, by domain-wide delegation.
service-imap = IMAP
service-pop3 = POP3
service-smtp = SMTP
service-ews = EWS
service-graph = Outlook (Microsoft Graph)
cloud-global = Azure Global
cloud-us_gcc_high = Azure US GCC High
cloud-us_dod = Azure US DoD
cloud-china = Azure China (21Vianet)
step-provider = 1. Provider
step-provider-lead = Whose accounts are these?
step-how = Name, and how to sign in
step-how-lead = What automations call it, and how its tokens are had.
step-registered = Registered at the provider
step-registered-lead = What the provider’s console shows for the application.
step-use = Who may use it, and for what
step-use-lead = Less is safer: only these roles, scopes and hosts.
roles-none = None
roles-count =
    { $count ->
        [one] One role
       *[other] { $count } roles
    }
next-end = Ends next
certificate-ends = The certificate ends on
people-active =
    { $count ->
        [one] One active
       *[other] { $count } active
    }
people-needs_sign_in =
    { $count ->
        [one] One needs a sign-in
       *[other] { $count } need a sign-in
    }
people-failing =
    { $count ->
        [one] One failing
       *[other] { $count } failing
    }
people-none = Nobody has signed in
status-account = Account
status-signed-in = Signed in
status-since = So since
status-renewed = Token renewed by
status-ends = Sign-in ends on
sign-in-title = Sign in to “{ $name }”
sign-in-step-open = Open the page of the provider; it comes in another tab.
sign-in-step-account = Sign in with the account whose mail the automations are to work on, and allow everything that is asked for.
sign-in-step-back = Come back here: it is shown as soon as it is done.
sign-in-device-until = The code expires
test-title = Test “{ $name }”
test-subject = For whom
test-subject-help = An address of your Workspace for which the service account is to act in this test.
test-again = Test again
tried-audience = The token is for
tried-allowed = It allows

## Managing: Expiries

expiries-page-lead = Sign-ins, secrets and certificates of connections, and what providers have announced: the soonest first, with what to do about each.
expiries-empty-text = Give a client secret its expiry date, and you are told 30, 7 and 1 days before.
expiry-of = Connection
expiry-what = What ends
expiry-todo = What to do

## Managing: Credential vault

vault-lead = Passwords and other secrets lie in lockers. Automations name them; nobody sees them again.
vault-empty = You are in no locker yet
vault-empty-text = A locker holds what belongs together, such as the mailboxes of a department, and says who may do what with it.
vault-empty-text-no-locker = A locker’s owners let you in, or give one of your roles the use of it. An administrator can make one.
locker = Locker
locker-make = Make a locker
locker-made = The locker { $name } was made. You are its owner.
locker-name-help = As automations write it: a-z, 0-9, _ and -. It stays.
locker-description-help = What it is for.
locker-describe = Change the description
locker-remove = Remove the locker
locker-remove-title = Remove the locker { $name }?
locker-remove-ask = Every credential in it goes, with all its values. Nobody can bring them back.
locker-removed = The locker was removed.
locker-you-are = You are
standing-owner = Owner
standing-manager = Manager
standing-participant = Participant
standing-consumer = Consumer
standing-many-owner = Owners
standing-many-manager = Managers
standing-many-participant = Participants
standing-many-consumer = Consumers, by role
standing-help-owner = Decide who is in the locker, and may remove it.
standing-help-manager = Change every credential, let participants in, and decide which roles consume.
standing-help-participant = Put credentials in, and change their own.
standing-help-consumer = Their runs use what is in the locker. They change nothing.
members = Who is in it
members-lead = Each part may do what those below it may, too.
member-add = Let somebody in
member-as = As
member-wanted = Please choose somebody.
member-you = { $name } (you)
member-standing = What { $name } is
member-remove-title = Take { $name } out of the locker?
member-remove-ask = They may change nothing in it any more. If a role of theirs consumes, their runs go on using it.
consumer-add = Let a role use it
consumer-wanted = Please choose a role.
consumer-remove-title = May { $name } use the locker no more?
consumer-remove-ask = Runs of its holders that need something in the locker fail from now on.
consumers-none = No role yet: only the people above use it in their runs.
role = Role
person = Person
credentials = Credentials
credentials-lead = What lies in the locker.
credentials-empty = Nothing is in it yet
credentials-empty-text = A credential has attributes, such as user name and password, whose values automations use.
credential-add = Add a credential
credential-change = Change the credential
credential-name-help = As automations write it: a-z, 0-9, _ and -. It stays.
credential-remove-title = Remove { $name }?
credential-remove-ask = All its values go, those of each person included. Automations that name it fail.
credential-removed = The credential was removed.
credential-use = How automations use it
credential-use-lead = In the editor it is chosen from a list; in a file it is written so.
allowed-hosts = Allowed hosts
allowed-hosts-help = To which servers its values may go, one a line: imap.example.org or *.example.org. None: to any.
any-host = Any
any-host-warning = Any: an automation may send its values to every server. Naming hosts is safer.
attributes = Attributes
attributes-lead = Values are sealed, and never shown again to anybody.
attributes-help = What it has values for. The values are given afterwards.
attributes-change-help = Who takes an attribute out, or has somebody else give it, removes its values.
attribute-add = Add an attribute
attribute-number = Attribute { $number }
attribute-input = Who gives it
attribute-standard = Standard: the same for all
attribute-user_provided = User-provided: each person’s own
attribute-typing = Typing
attribute-masked = Masked
attribute-open = Shown while typed
value = Value
values = Values
values-given = Given
values-missing =
    { $count ->
        [one] One is missing
       *[other] { $count } are missing
    }
value-given = Given
value-missing = No value yet
value-set = Set a value
value-replace = Replace
value-own-go = My credentials
value-help = It is sealed when you save it, and shown to nobody again, you included.
value-keep = Seal and save
value-kept = The value is sealed.
value-remove = Remove the value
value-remove-title = Remove the value of { $name }?
value-remove-ask = It goes with all that it was before, and cannot be restored. Runs that need it fail.
value-removed = The value was removed.
value-versions = Versions
value-versions-of = Versions of { $name }
value-versions-lead = Which values it had when. The values themselves are not shown; one can be made to hold again.
value-version-number = Number
value-version-restored = { $number }, number { $of } again
value-version-set = Given
value-version-by = By
value-version-by-key = Whoever held the key
value-version-current = Holds now
value-version-restore = Restore
value-version-restore-title = Restore number { $number }?
value-version-restore-ask = Runs use that value again from now on. The one of now stays among the versions.
value-version-restored-now = The value holds again.
reads = Who read it
reads-lead = Each use of a value by a run is written down.
reads-none = No run has used it yet.

## Managing: People and roles

people = People
people-lead = Who may come in. What each may do is said by their roles.
person-add = Add somebody
person-added = { $name } may come in now.
person-name-help = What they sign in with, often their address.
person-first-password = First password
person-password-help = At least 12 characters. Tell them by another way than mail, and have them change it.
person-roles-help = What they may do. It can be changed at any time.
person-on = Active
person-off = Disabled
person-language-theirs = As their browser
person-is-you = This is you.
person-account = Account
person-disable = Disable
person-disable-title = Disable { $name }?
person-disable-ask = Their sessions and API tokens end at once, and their runs start no more. They can be let in again.
person-enable = Let in again
person-roles-lead = Given and taken at once, as you tick them.
person-password-lead = For somebody who has lost theirs. All their sessions end.
person-password-give = Give another password
person-password-given = The password was changed. Their sessions have ended.
person-factor-codes =
    { $count ->
        [0] On; no recovery code is left.
        [one] On; one recovery code is left.
       *[other] On; { $count } recovery codes are left.
    }
person-factor-none = They have not turned one on. Each person does so under My settings.
person-factor-off-title = Turn off the second factor of { $name }?
person-factor-off-ask = For somebody who has lost their phone and their recovery codes. Make sure that it is really them who asks.
person-sso-lead = Where else they sign in. Links are made by themselves where a provider lets people in.
person-sso-none = There is no provider yet. {"<link>"}Add one{"</link>"} to link people to it.
person-sso-link-title = Link { $name } to { $provider }
person-sso-subject = Subject
person-sso-subject-help = What the provider knows them by: the claim “sub”, as its console shows it.
person-sso-linked = { $name } signs in at { $provider } from now on.
person-sso-unlinked = The link was undone.
person-sso-unlink-ask = { $name } does not come in by { $provider } any more.
sessions-theirs = Where they are signed in
sessions-none = Nowhere just now.
sessions-end = End all sessions
sessions-end-ask = { $name } has to sign in again everywhere. API tokens stay.
sessions-ended = The sessions have ended.
session-end-theirs-ask = Whoever uses it has to sign in again.
tokens-theirs-lead = Programs come in with them in this person’s name.
roles = Roles
roles-lead = A role is a set of permissions; people hold as many as they need.
roles-matrix = Which role has which permission
permission = Permission
role-add = Make a role
role-name-help = Such as “Finance builders”. It stays.
role-allows = Its holders may
role-nothing = It allows nothing by itself; lockers and connections may name it.
role-change = Change
role-change-title = Role { $name }
role-remove = Remove the role
role-remove-title = Remove the role { $name }?
role-remove-ask = It is taken from everybody who holds it, from lockers and from connections.
role-removed = The role was removed.
permission-help-manage_people = Add people, give roles, set passwords, single sign-on. It leads to every other permission.
permission-help-view_connections = See OAuth connections, how they stand and what ends when.
permission-help-manage_connections = Create, change, sign in to and remove them. Viewing is needed, too.
permission-help-manage_lockers = Make lockers. Who is what in one is said by its owners.
permission-help-view_automations = Read automations and their versions.
permission-help-edit_automations = Write, save and remove them.
permission-help-run_automations = Start runs, in their own name.
permission-help-view_others_runs = See the runs of others, with messages and files.
permission-help-view_audit = Search and export who did what.
permission-help-view_metrics = Read the numbers for monitoring.
permission-help-manage_settings = Change how this Control Room works.
sso-add = Add a provider
sso-providers-lead = People come in with the account that they have already, at any OpenID Connect provider.
sso-empty = No single sign-on yet
sso-empty-text = Register this Control Room at your provider (Entra ID, Google, Keycloak, Okta …), and let its groups hold roles here.
sso-issuer = Issuer
sso-makes-people-short = Makes people
sso-ends-passwords-short = Instead of passwords
sso-groups = Groups and roles
sso-groups-lead = Whoever is in a group holds these roles. They are given and taken at each sign-in; others are left alone.
sso-group = Group
sso-group-help = As the provider names it; with Entra ID, its object ID.
sso-group-roles-help = Which roles its members hold.
sso-group-number = Group { $number }
sso-group-add = Add a group
sso-where = At the provider
sso-where-lead = Register a web application there with this callback URL, and copy what it shows. What the issuer says of itself is read when you save.
sso-who = Who comes in
sso-who-lead = People who are linked always may.
sso-field-name = Name
sso-help-name = What people choose when they sign in.
sso-field-issuer = Issuer
sso-help-issuer = An address such as https://login.example.org, below which its description is found.
sso-field-client_id = Client ID
sso-help-client_id = What the provider knows this Control Room by.
sso-field-secret = Client secret
sso-help-secret = It is never shown again.
sso-field-secret_in_body = The secret goes in the body of a request
sso-help-secret_in_body = Only for providers that take it there alone.
sso-field-scopes = Scopes
sso-help-scopes = What is asked for besides openid, one a line.
sso-field-name_claim = Claim with the name
sso-help-name_claim = What a new person is called here.
sso-field-groups_claim = Claim with the groups
sso-help-groups_claim = Such as groups. Empty: it tells none.
sso-field-makes_people = Whoever signs in there is let in
sso-help-makes_people = Who is not known here is made a person when they sign in first. Roles come by groups, or by you.
sso-field-ends_passwords = Instead of a password
sso-help-ends_passwords = Whoever is linked signs in by no password here any more.
sso-remove-title = Remove { $name }?
sso-remove-ask = Nobody comes in by it any more; people who have no password are locked out until you give them one.
sso-removed = The provider was removed.

## Managing: Audit log

audit-lead = Who did what, and what was refused. It only grows: nobody changes or removes an entry.
audit-export = Export
audit-search = Search
audit-all = Show everything
audit-any = Any
audit-text = Text
audit-who = Who
audit-what = What
audit-when = When
audit-way = How
audit-kind = About
audit-from = From
audit-until = Until
audit-outcome = Outcome
audit-refused = Refused
audit-done = Done
audit-about = Everything about this
audit-about-one = About one thing only
audit-none = Nothing was found
audit-none-text = Look for less, or for another time.
kind-audit-sign- = Signing in and out
kind-audit-person = People
kind-audit-role = Roles
kind-audit-sso = Single sign-on
kind-audit-api-token = API tokens
kind-audit-session = Sessions
kind-audit-locker = Lockers
kind-audit-credential = Credentials
kind-audit-connection = OAuth connections
kind-audit-automation = Automations
kind-audit-run = Runs
kind-audit-settings = Settings
kind-audit-notice = Notices
way-session = In the browser
way-token = With an API token
way-terminal = At the terminal
way-run = By a run
way-network = Without signing in
way-system = By itself

## Managing: Settings

settings-lead = How this Control Room works, for everybody.
settings-general = Servers and runs
settings-notices = Notices
reach = What it may reach
reach-lead = Servers of automations, connections, web requests and notices must be on the public Internet, unless you say otherwise.
reach-private = Private networks
reach-private-help = Where your mail server is in your own network: 10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7.
reach-machine = This machine
reach-machine-help = Servers on the machine of the Control Room itself, such as the sandbox: 127.0.0.0/8, ::1.
runs-how = Runs
runs-how-lead = It holds for those that begin from now on.
runs-at-once = Runs at once
runs-at-once-help = How many go side by side in each process. With 0, those that are started wait.
runs-at-once-wanted = Please write a number, 0 or more.
runs-zone-help = The one in which automations write dates, and read those that name no other.
webhook = Webhook
webhook-lead = Notices are sent to this address too, besides the people they are for.
webhook-address = Address
webhook-address-help = It begins with https://, or is on this machine. Empty: nothing is sent.
signing = Signature of the webhook
signing-lead = By it the receiver knows that a notice is from here (Standard Webhooks).
signing-secret = Secret
signing-help = 24 bytes or more, as they are or in Base64 behind whsec_. It is never shown again.
signing-on = Notices are signed.
signing-off = Notices are not signed.
signing-make = Make one
signing-made = The new secret
signing-made-help = Copy it to the receiver now, then save.
signing-set = Notices are signed with it from now on.
signing-remove = Sign no more
signing-remove-ask = Receivers that look at the signature refuse notices then.
signing-removed = Notices are not signed any more.
notice = Notice
notice-automation = Notices by mail
notice-automation-lead = An automation that sends mail gets each notice in its variables to, subject and text.
notice-automation-help = Its newest text runs in your name, until you choose again.
notice-automation-none = None: notices do not go out by mail
notice-automation-now = { $path }, version { $version }, in the name of { $person }: chosen
deliveries = Deliveries
deliveries-lead = What became of each notice that was sent.
deliveries-none = Nothing was sent yet.
delivery-arrived = Arrived
delivery-waiting = On its way
delivery-given-up = Given up
delivery-tries =
    { $count ->
        [one] Tried once
       *[other] Tried { $count } times
    }
delivery-again = It is tried again.
