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
first-steps-lead = There is no automation yet. In this order you get to one.
first-steps-factor = Protect your account by a <link>code besides the password</link>.
first-vault = Put the password of a mailbox into the <link>vault</link>. It is never shown again, and automations name it.
first-connection = Or sign in to Microsoft, Google or another provider once, with an <link>OAuth connection</link>.
first-automation = Write an <link>automation</link>: what should happen to which mail.
first-run = <link>Run it</link>. A dry run tells what would happen and changes nothing.
first-sandbox = No mailbox at hand? This command starts a pretend mail server on this machine and prints how to connect to it:
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
ends-token = Sign-in
ends-secret = Secret
ends-certificate = Certificate
ends-provider = Provider

## Automations and the editor

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
run-waits = It waits
run-waits-until = Until
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
run-part-now = What happens
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
run-queued-at = Started
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

