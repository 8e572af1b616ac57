folder-into-itself = The folder { $folder } cannot become { $into }: that is inside it. Choose a place outside.
folder-missing = There is no folder "{ $folder }" in this mailbox.
file-not-utf8 = This is not UTF-8 text. Save the file with the encoding UTF-8.
file-too-large = The file is larger than { $limit } KiB, the most that is read.
file-empty-file = The file is empty.
file-too-deep = More than { $limit } lists and mappings stand inside one another here.
file-too-many-values = The file holds more than { $limit } values, counting what its aliases (*name) stand for.
file-alias-in-itself = This alias stands inside the very value it refers to.
file-alias-unknown = This alias (*name) refers to an anchor (&name) that is not defined before it. Text that begins with * or & needs quotes.
file-tab = A tab is used for indentation here. Use spaces.
file-duplicate-key = The key "{ $key }" is given twice; the first is on line { $line }.
file-several-documents = A second document begins here. A file holds one; everything from here on is left out.
file-merge-key = Merge keys (<<) are not supported. Write the keys out.
file-tag = The tag { $tag } is not supported. Text that begins with ! needs quotes.
file-key-not-text = A key must be text.
file-template-without-quotes = A value that begins with {"{{"} needs quotes: "{"{{"} … {"}}"}".
file-special-character = Text that begins with { $character } needs quotes.
file-unexpected-character = The character { $character } cannot stand here.
file-anchor-colon = "&" before a key makes a name of it. Take the "&" away.
file-bracket-open = The bracket { $bracket } is never closed.
file-bracket-other = The bracket { $open } is closed with { $close }.
file-bracket-extra = This bracket closes nothing. Text that begins with a bracket needs quotes.
file-comma-missing = A comma or a closing bracket is missing before this.
file-quote-open = The text in quotes that begins here is never closed.
file-after-quote = Nothing may follow the closing quote here. A quote inside single quotes is written twice ('').
file-escape = After a backslash inside double quotes only n, t, \, ", x, u and a few others may follow. Use single quotes to keep backslashes as they are.
file-colon-unexpected = There is a colon here where none can be. Text with a colon and a space in it needs quotes; a new key needs a new line with the right indentation.
file-colon-missing = A colon and a space are missing after the key.
file-indentation = The indentation does not match anything above. Keys of one mapping, and dashes of one list, begin in the same column.
file-not-yaml = This is not valid YAML.
file-unknown-key = The key "{ $key }" is not known here. Possible: { $allowed }.
file-unknown-key-meant = The key "{ $key }" is not known here. Did you mean "{ $meant }"? Possible: { $allowed }.
file-no-keys-allowed = The key "{ $key }" is not known here; no keys are.
file-key-not-beside = The key "{ $key }" cannot stand beside "{ $beside }".
file-key-form = The key "{ $key }" is not written as names are here.
file-missing-key = The key "{ $key }" is missing.
file-key-twice = The key "{ $key }" is given twice, by two of its names.
file-empty-value = There is no value here. Expected: { $expected ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
        [word] the word { $words }
        [words] one of { $words }
        [keys] a mapping with one of { $keys }
    }.
file-wrong-type = Expected { $expected ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
        [word] the word { $words }
        [words] one of { $words }
        [keys] a mapping with one of { $keys }
    }, found { $found ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
    }.
file-wrong-type-two = Expected { $expected ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
        [word] the word { $words }
        [words] one of { $words }
        [keys] a mapping with one of { $keys }
    } or { $second ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
        [word] the word { $words }
        [words] one of { $words }
        [keys] a mapping with one of { $keys }
    }, found { $found ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
    }.
file-wrong-type-three = Expected { $expected ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
        [word] the word { $words }
        [words] one of { $words }
        [keys] a mapping with one of { $keys }
    }, { $second ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
        [word] the word { $words }
        [words] one of { $words }
        [keys] a mapping with one of { $keys }
    } or { $third ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
        [word] the word { $words }
        [words] one of { $words }
        [keys] a mapping with one of { $keys }
    }, found { $found ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
    }.
file-boolean-meant = Expected true or false, found { $found }. Did you mean { $meant }?
file-number-in-quotes = Expected a number, found text. Take off the quotes.
file-unknown-word = { $found } is not possible here. Possible: { $allowed }.
file-unknown-word-meant = { $found } is not possible here. Did you mean "{ $meant }"? Possible: { $allowed }.
file-key-without-colon = "{ $key }" needs a colon after it, and a value.
file-choice-none = One of these keys must be given: { $allowed }.
file-choice-two = "{ $first }" and "{ $second }" are both given. Only one of these can be: { $allowed }.
file-one-key = Exactly one key is expected here.
file-no-form = This is in none of the forms that are possible here.
file-too-small = The number must be at least { $limit }.
file-not-above = The number must be more than { $limit }.
file-too-big = The number must be at most { $limit }.
file-not-below = The number must be less than { $limit }.
file-text-too-short = The text must have at least { $limit ->
        [one] one character
       *[other] { $limit } characters
    }.
file-text-too-long = The text must have at most { $limit ->
        [one] one character
       *[other] { $limit } characters
    }.
file-list-too-short = The list must have at least { $limit ->
        [one] one item
       *[other] { $limit } items
    }.
file-list-too-long = The list must have at most { $limit ->
        [one] one item
       *[other] { $limit } items
    }.
file-mapping-empty = At least { $limit ->
        [one] one key
       *[other] { $limit } keys
    } must stand here. Possible: { $allowed }.
file-pattern = { $found } is not written as it must be here: { $pattern }.
file-refused = This value cannot be used: { $detail }.
file-refused-type = Expected { $detail }, found { $found ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
    }.
file-refused-value = This value cannot be used. Expected: { $detail }.
file-refused-length = There are { $length } values here. Expected: { $detail }.
file-refused-secret = This value cannot be used. It is a secret, so it is not shown.
file-see-also = see also line { $line }
file-warning = warning
## What can go wrong with a mailbox
convert-appends = By Graph a stored message may stay a draft with the date of storing: the time at which it was received, and that it is no draft, are asked for, and Exchange may pass over both.
convert-junk = Exchange is told that a message is unwanted, and remembers its sender. By Graph the message is moved to the junk folder or out of it, and nobody is remembered.
convert-left-out = Left out, since Graph needs none of it: { $fields }.
convert-no-session = No session of this automation opens Exchange Web Services in the cloud: there is nothing to convert.
convert-scopes = The scopes are left out: they named what a token is for, and those for Graph are asked for by themselves.
convert-sends = Mail of more than 3 MB goes out by Graph as a draft whose attachments are uploaded; for that the application needs Mail.ReadWrite.
convert-session = Session "{ $session }" opens Outlook now, by Microsoft Graph. { $known ->
        [yes] The application { $app } needs
       *[no] Its application needs
    } these permissions of Microsoft Graph: { $kind ->
        [application] Mail.ReadWrite and Mail.Send (application permissions), limited to its mailboxes by RBAC for Applications
        [shared] Mail.ReadWrite.Shared and Mail.Send.Shared (delegated)
       *[person] Mail.ReadWrite and Mail.Send (delegated)
    }.{ $kind ->
        [application] {""}
       *[other] {" "}Whoever signs in does so once more: carteiro login FILE
    }
convert-signs-in = Graph takes no { $mode ->
        [basic] passwords
        [ntlm] passwords of Windows
       *[other] sign-in by { $mode }
    }: the Microsoft account serves that has signed in with "carteiro login microsoft".
convert-stays = Session "{ $session }" opens an Exchange of your own, which keeps Exchange Web Services and has no Graph: it stays as it is. Where its mailbox was moved to the cloud, convert it by name: --session { $session }
convert-unread = The file cannot be read as YAML.
convert-waits = Exchange tells by itself what has come in. By Graph it is asked for once a minute.
connect-timeout = { $host } could not be reached and signed in to within { $seconds } s. Check host and port, or give a longer timeout.
connection-lost = The server closed the connection.
egress-refused = { $host } means the address { $address }, which may not be dialled from here.
error-file = A file could not be read or written here.
error-internal = Something went wrong inside Carteiro: { $what }. Please report it.
folder-exists = There is a folder "{ $folder }" already.
folder-flat = This server has no folders within folders, so "{ $folder }" cannot be.
folder-name-illegal = "{ $name }" cannot be the name of a folder on this server: it has a control character in it, or the sign between folders there, often a dot. Write another one in its place: {"{{"} mail.from.domain | replace('.', '-') {"}}"}.
folder-namespace = "{ $folder }" is where this server keeps the folders of others, and no folder itself. Name one in it, as list_folders shows them.
messages-removed-meanwhile = Somebody else has removed some of these messages meanwhile.
folder-renumbered = The server has renumbered the messages of "{ $folder }" meanwhile, so the message cannot be told apart any more. Run again to read the folder anew.
folder-role-missing = The server names no folder for { $role ->
    [Trash] deleted mail. Delete with "permanently: true", or move the mail to a folder of your choice
    [Sent] sent mail
    [Drafts] drafts
    [Junk] junk mail
    [Archive] archived mail
   *[other] { $role }
}.
host-silent = { $host } did not answer on port { $port } within { $seconds } s. A firewall may be in between, or the port is wrong.
host-unknown = There is no server called { $host }. Check the spelling, and that this machine can look names up.
host-unreachable = { $host } refuses connections on port { $port }. Check the port, and that the server runs.
proxy-closed = The proxy { $proxy } hung up instead of answering. Check that it is a proxy of this kind, and that it lets this machine in.
proxy-egress = The proxy { $proxy } means the address { $address }, which may not be dialled from here.
proxy-forbids = The proxy { $proxy } does not let this machine through to { $target }. Whoever runs the proxy can allow it.
proxy-login-refused = The proxy { $proxy } does not accept the user name and password that it was given.
proxy-login-wanted = The proxy { $proxy } wants a user name and a password. In an automation they stand beside its URL, as "username" and "password".
proxy-no-way = The proxy { $proxy } cannot reach { $target }. Check the server's name and port, and that the proxy may go there.
proxy-nonsense = What answers at { $proxy } is no proxy of this kind. Check the scheme and the port.
proxy-not-secure = There is no secure connection to the proxy { $proxy }. If it does not speak TLS itself, its URL begins with http://.
proxy-silent = The proxy { $proxy } did not answer within { $seconds } s. Check that it runs, and its scheme: an HTTP proxy has nothing to say to SOCKS.
proxy-unknown = There is no proxy called { $proxy }. Check the spelling, and that this machine can look names up.
proxy-unreachable = The proxy { $proxy } refuses connections. Check its port, and that it runs.
http-answer-lost = The { $method } was carried out, but its answer could not be kept. Look at the server before doing it again.
http-broken = { $host } broke the connection off before its answer was complete.
http-coding = { $host } packed its answer in a way that cannot be unpacked.
http-downgrade = { $host } was reached securely and led on to an address without TLS. Nothing was sent there.
http-in-the-clear = The request to { $host } carries a secret, which everybody on the way could read. Use https.
http-nonsense = What answers at { $host } on port { $port } does not speak HTTP. Check the port, and whether it is https.
http-not-secure = { $host } does not speak TLS on port { $port }. Check the port, and whether it is http.
http-outcome-unknown = A { $method } was sent to { $host } and no whole answer came back, so nothing tells whether it was carried out. Look there before doing it again.
http-proxy-setting = The variable { $name } names no proxy of the form SCHEME://HOST:PORT, with http, https, socks5 or socks5h.
http-redirect-nowhere = { $host } led on to an address that cannot be used.
http-redirects = { $host } led on from one address to the next too often.
http-silent = { $host } gave no whole answer within { $seconds } s. Give a longer timeout if it is that slow.
http-status = { $host } answered { $status } ({ $reason }).
http-size-as-text = An answer that is kept as text has { $limit } MiB at most. Add save_to, or make max_size smaller.
http-too-large = { $host } answered with more than { $cap } bytes. Give a larger max_size; more than 4 MiB needs save_to.
http-wait = { $host } answered { $status } ({ $reason }) and asks to wait { $seconds } s.
imap-endless = The server said more than { $count } things without answering.
imap-exists = It is there already.
imap-literal-cut = The server announced { $announced } bytes and sent { $got }.
imap-literal-too-large = The server announced { $size } bytes in one piece; the most that is accepted is { $limit }.
imap-no-greeting = What answers there does not speak IMAP. If the port expects TLS from the start (993), use "security: tls".
imap-nonsense = The server sent something that is no IMAP.
imap-not-found = The server says that it is not there.
imap-preauth = The server signs everybody in without asking, so nobody can tell whose mailbox this is.
imap-privacy-required = The server accepts this only under TLS. Use "security: tls" or "security: starttls".
imap-response-cut = The server broke off in the middle of an answer.
imap-response-too-long = The server sent more than { $limit } bytes without an end of line.
greeting-missing = { $host } accepted the connection on port { $port } and said nothing for { $seconds } s. If the port expects TLS from the start ({ $tls_port }), use "security: tls".
imap-unknown-tag = The server answered a command that was never sent ({ $tag }).
pop3-endless = The server listed more than { $count } things without coming to an end.
pop3-in-use = Another program is in this mailbox. POP3 lets one in at a time; try again later.
pop3-login-delay = The server wants more time between two sign-ins.
pop3-message-too-large = The server sent more than { $limit } bytes of a message, which is far beyond the size that it had told.
pop3-needs-a-person = The server has a fault that does not pass by itself: whoever runs it must look.
pop3-no-greeting = What answers there does not speak POP3. If the port expects TLS from the start (995), use "security: tls".
pop3-no-folder = POP3 knows the inbox and no other folder. Use IMAP to work with folders.
pop3-no-trash = POP3 has no trash to put messages in. Write "permanently: true" to remove them for good.
pop3-nonsense = The server sent something that is no POP3.
pop3-not-removed = The server did not remove everything that was to be deleted.
pop3-twins = There is another message with the same content, and the server gives neither of them a name: which one is meant cannot be told.
mailbox-denied = The server does not allow this to the user who signed in.
mailbox-cannot-append = Messages cannot be stored in this mailbox: its server does not take them.
mailbox-cannot-categorize = Messages cannot be given categories in this mailbox: its server keeps none.
category-illegal = "{ $name }" cannot be a category: its name is 1 to 255 characters on one line, without commas and semicolons.
category-of-programs = "{ $name }" cannot be a category: mail programs keep marks of their own under such names. Choose a name that does not begin with "$" or "\".
category-no-word = "{ $name }" cannot be a category in this mailbox: by IMAP a category is one word of plain ASCII characters. Write it without spaces and accents.
folder-cannot-categorize = The folder "{ $folder }" takes no new categories by IMAP, so that "{ $name }" would not stay. With Exchange, use an EWS session.
mailbox-cannot-edit-folders = Folders cannot be made, renamed or deleted in this mailbox: its server does not know how.
mailbox-cannot-flag = Messages cannot be marked in this mailbox: its server keeps no marks.
mailbox-cannot-move = Messages cannot be moved or copied in this mailbox: its server has the inbox and no other folder.
mailbox-cannot-watch = New mail cannot be waited for in this mailbox. Look into it from time to time instead.
mailbox-full = The mailbox is full.
loop-id-form = "{ $found }" is no id. Use a-z, 0-9, _ and -.
loop-once-twice = Two loops process messages of the same folder once. Give one of them an id, or each leaves out what the other has done.
message-empty = The server sent a message of "{ $folder }" without its contents.
message-gone = The message is no longer in "{ $folder }".
part-missing = The message in "{ $folder }" has no part { $part }.
message-unreadable = A message of "{ $folder }" could not be read.
move-half-done = The message was copied to "{ $folder }", but the original could not be removed. It is in both places now.
outcome-unknown = The connection broke after { $operation } was sent, and nothing tells whether it took place. Look in the mailbox before doing it again.
outcome-unknown-timeout = { $operation } did not end within { $seconds } s, and nothing tells whether it took place. Look in the mailbox before doing it again.
operation-timeout = { $operation } did not end within { $seconds } s.
sasl-impostor = The server could not show that it knows the password, so it may be another one than it says. It has not learned the password. Check the host name and who answers there.
sasl-iterations = The server wants the password hashed { $count } times. Less than 4096 is unsafe, more than 2000000 is an attack or a mistake. Whoever runs the server can change this.
sasl-malformed = What the server said during the sign-in makes no sense in the way of signing in that it offered.
sasl-out-of-turn = The server did not keep to the way of signing in that it offered: it went on asking after everything was said.
ntlm-malformed = The server offers NTLM, and what it sent is no challenge of NTLM. Something between here and the server, such as a proxy, may have changed it.
ntlm-no-unicode = The server is too old for NTLMv2, and with an older NTLM a password is not safe.
ntlm-nobody = NTLM needs a user name: DOMAIN\user, or user@domain.
ntlm-too-long = The user name, domain or host is longer than NTLM can carry.
server-bad = The server did not understand a command.
server-cannot = The server can never do this.
message-too-large = The message has { $size } bytes on the wire, and the server takes no more than { $limit }.
server-limit = The server's limit is reached.
server-refused = The server refused.
server-silent = The server owed an answer and was silent for { $seconds } s.
server-without-eight-bit = The message has bytes beyond ASCII, and the server carries none (it does not offer 8BITMIME).
server-without-reports = Delivery reports are asked for, and the server sends none on order (it does not offer DSN).
server-without-utf8 = The address { $address } has letters beyond ASCII, and the server carries none in addresses (it does not offer SMTPUTF8).
server-turned-away = The server turned the connection away.
server-unavailable = The server cannot do this at the moment.
seen-before = an earlier run has done it
seen-begun = The run { $run } began this message and ended before it was done. It is worked on again{ $known ->
        [yes] : what that run is known to have done is not repeated, and what it may have done is left to you.
       *[no] , so what that run had done by then is done twice.
    }
seen-damaged = The file { $file }, in which messages that were processed are remembered, is damaged. Restore it from a backup; or remove it, and every message counts as new.
seen-in-use = Another run of "{ $automation }" is under way, and two at once could do something twice. Wait until it has ended.
seen-marks-in-use = Another run works with this POP3 account and keeps which messages were read.
seen-refused = The file { $file }, in which messages that were processed are remembered, cannot be used. Check that its folder is there and can be written to.
seen-unknown = { $count ->
        [one] One message is
       *[other] { $count } messages are
    } left alone: an earlier run could not learn what became of a change it had begun. Look at { $count ->
        [one] it
       *[other] them
    }; moved out of the folder and back, it is processed again.
session-closed = The session was closed.
session-without-outgoing = Nobody said where mail of the session "{ $session }" goes out. Name the server that sends in its "connect": outgoing with host, and port or security where they are not the usual ones.
session-not-allowed = This session may not { $operation }: its "allow" does not name it.
sign-in-contact-admin = The server asks you to talk to whoever runs it before signing in again.
sign-in-control-characters = The user name, password or token has control characters, which no way of signing in can carry. Look for a line break that was copied along.
sign-in-expired = The server says that the password has expired.
sign-in-no-mechanism = The server offers no way of signing in that fits this authentication mode. Without TLS many servers offer none.
sign-in-not-ascii = The user name or password has characters that this server cannot take (it offers LOGIN only).
sign-in-not-authorized = The server knows who signs in, and does not let them into the mailbox of { $user }. Whoever runs the server can grant full access to it.
sign-in-refused = The server did not accept the user name and password. Many providers want an app password here, or OAuth.
sign-in-token-in-the-clear = An access token is shown only under TLS, since whoever reads it can use it. Use "security: tls" or "security: starttls".
sign-in-token-refused = The server did not accept the access token for this mailbox. The token may be for another mailbox or lack the permission to read mail, or IMAP may be off for the mailbox.
sign-in-unavailable = The server cannot check sign-ins right now. Nothing is said about the credential; try again later.
smtp-closing = The server closes the connection for now.
smtp-denied = The server does not let this user send this.
smtp-endless = What the server says has no end.
smtp-full = The mailbox it would go to is full.
smtp-no-greeting = What answers there does not speak SMTP.
smtp-nonsense = The server said something that is no answer in SMTP.
smtp-not-now = The server does not take this message now.
smtp-recipients-refused = The server refused { $names }{ $more ->
        [0] { "" }
       *[other] {" "}and { $more } more
    }{ $why ->
       *[other] .
        [unknown] : there is nobody of that name.
        [full] : the mailbox is full.
        [denied] : this user may not send there.
        [many] : a message goes to no more than it has taken already.
        [passing] {" "}for now.
    } A message goes to all of its recipients or to nobody, so nobody gets it.
smtp-too-large = The message is larger than the server takes.
smtp-too-many = The message has more recipients than the server takes at once.
smtp-unknown = There is nobody of that name.
starttls-missing = { $host } does not offer STARTTLS, so nothing was sent. Use "security: tls" with its TLS port ({ $tls_port }), or ask whoever runs the server.
starttls-refused = { $host } refused to begin TLS.
tls-bad-name = "{ $host }" can be no name of a server, so no certificate can be for it.
tls-closed = { $host } closed the connection on port { $port } when TLS was to begin. The port may be one for connections in the clear: then use "security: starttls".
tls-expired = The certificate of { $host } expired on { DATETIME($until) }.
tls-not-spoken = { $host } does not speak TLS on port { $port }. If it is a port for connections in the clear (143 of IMAP, 110 of POP3, 587 of SMTP), use "security: starttls".
tls-not-yet-valid = The certificate of { $host } is valid from { DATETIME($from) } on only. Is the clock of this machine right?
tls-refused = { $host } and Carteiro could not agree on TLS: { $why }.
tls-revoked = The certificate of { $host } was revoked.
tls-self-signed = { $host } signed its certificate itself. If you know that it is the right one, write "fingerprint: { $fingerprint }" in the connection.
tls-unknown-issuer = Nobody trusted here has signed the certificate of { $host }. It was issued by { $issuer }. If that is your own authority, name its certificate with "ca_file".
tls-wrong-fingerprint = { $host } shows another certificate than the pinned one. Pinned: { $wanted }. Shown: { $shown }.
tls-wrong-name = The certificate is not for { $host }, but for { $names }.
attachment-came-empty = The attachment { $name } came out empty, although it holds something.
ca-file-unreadable = The certificates in { $path } cannot be read.
call-connects-in-loop = { $file } connects to a mailbox, and here it does so for every message. That is slow; some servers refuse so many connections.
call-credential = "{ $name }" is a credential: write LOCKER/NAME.ATTRIBUTE out, without an expression.
call-returns-nothing = { $file } returns nothing. Write "returns" at its top, or leave out "as".
call-variable-meant = It has no variable "{ $name }". Did you mean "{ $meant }"?
call-variable-missing = { $file } wants the variable "{ $name }". Give it under "variables".
call-variable-none = It has no variables, so "{ $name }" cannot be given.
call-variable-unknown = It has no variable "{ $name }". It has: { $known }.
called-circle = These automations run each other without end: { $chain }.
called-leads-out = "{ $file }" leads out of the folder of the automation that was started. Write a file in it, such as parts/archive.yaml.
called-missing = There is no file { $file } beside this one.
called-not-literal = The file is written out: it is read and checked before anything runs, so no expression can stand here.
called-returns-message = { $file } returns a message or a credential. Neither can leave it: its sessions have ended. Return a field, such as { "{{" } mail.subject { "}}" }.
called-too-large = { $file } is larger than an automation may be ({ $limit } KiB).
called-too-many = More than { $limit } files run each other here. Make fewer of them.
called-unreadable = { $file } cannot be read. It must be a file that you may read.
catch-after-all = This clause is never reached: an earlier one catches everything. Put it before that.
catch-kind-twice = An earlier clause catches { $kind } already, so this one never does.
condition-form = A condition must be true or false, found "{ $found }". Write what says so, such as {"{{"} mail.size > 1000000 {"}}"}.
connect-in-loop = A session cannot be opened inside a loop: several messages are worked on at once. Connect before the loop.
count-form = Expected a whole number, found "{ $found }".
credential-in-template = "{ $name }" is a credential: it cannot stand in an expression. Use { "{" } variable: { $name } { "}" } in a field that takes a secret.
csv-empty = A line without cells cannot be appended.
csv-header-differs = { $file } begins with other columns. There: { $found }. Here: { $wanted }. Name the columns as they are there and in that order, or write to another file.
csv-locked = { $file } is open in another program. Close it there and run again.
csv-mended = { $file } ended in the middle of a line. That line was ended where it broke off; have a look at it.
csv-not-utf8 = { $file } is not UTF-8. Save it as CSV UTF-8, or write to another file.
credential-missing = Nobody gave the credential { $path }. Set the environment variable { $variable }, or write it into a file and give that with --credentials FILE.
convert-after-quote = After the closing quote a semicolon must follow, not "{ $found }".
convert-nothing = There is no text in it.
convert-quote-open = The quote that begins here is never closed: { $found }
date-form = "{ $found }" is no date. Write 2026-11-22, 2026-11-22 08:30 or 2026-11-22T08:30:00-03:00.
date-out-of-range = This date is too far away.
day-form = "{ $found }" is no day. Write 2026-11-22; moments go with after and before.
effect-unknown = This was begun before, and nothing tells whether it took place. Look for it; it is not done again by itself.
filter-list-in-list = A list cannot stand in a list here.
filter-text-empty = The text to look for is empty here, and everything would match.
filter-text-one-key = Give one of exact, contains and regex; case stands beside contains only.
header-name-form = "{ $found }" is no name of a header field. Write it without the colon, such as List-Id.
fingerprint-and-ca-file = With a fingerprint exactly one certificate is accepted, so ca_file says nothing more. Give one of them.
fingerprint-form = A fingerprint is the SHA-256 of a certificate: 64 hexadecimal digits, with or without colons.
ews-cloud-ends = { $stage ->
       *[undated] Exchange Online blocks EWS tenant by tenant from { $blocked } and removes it on { $removed }.
        [announced] Exchange Online blocks EWS tenant by tenant from { $blocked }, { $days ->
            [one] in one day
           *[other] in { $days } days
        }, and removes it on { $removed }.
        [blocked] Exchange Online has blocked EWS tenant by tenant since { $blocked } and removes it on { $removed }, { $days ->
            [one] in one day
           *[other] in { $days } days
        }.
        [over] Exchange Online has removed EWS on { $removed }: this session cannot be opened any more. Its mail is reached by Microsoft Graph, which is "outlook:" in place of "ews:".
    }{ $stage ->
        [over] {""}
       *[other] {" "}Until then an administrator lets { $known ->
            [yes] the application { $app }
           *[no] the application
        } in: EwsEnabled is true, and { $known ->
            [yes] { $app }
           *[no] its client ID
        } stands in EwsAllowedAppIDs (Set-OrganizationConfig; the list is always written as a whole). The way out is Microsoft Graph, which is "outlook:" in place of "ews:".
    }
ews-cloud-unwritten = Nothing says where this mailbox is, so it is looked for in Microsoft 365. Write domain: smtp.office365.com if it is there, or the domain of your own Exchange.
ews-domain-form = "{ $found }" is no domain. Write a name such as example.org, or smtp.office365.com for Exchange in the cloud; a whole address belongs into endpoint.
ews-endpoint-and-domain = There is an endpoint already, and the domain would not be looked at. Give one of the two.
outlook-graph-form = "{ $found }" is no address of Microsoft Graph: it begins with https://, as https://graph.microsoft.com does.
outlook-graph-open = "{ $found }" would show the token to everybody on the way. Only https:// leads to Microsoft Graph.
ews-endpoint-form = "{ $found }" is no address of a service. Write one such as https://mail.example.org/EWS/Exchange.asmx, or leave it out and give the domain.
ews-endpoint-magic = smtp.office365.com is no Exchange: as a domain it stands for Exchange in the cloud. Write domain: smtp.office365.com and leave endpoint out.
ews-endpoint-open = Everybody on the way to { $found } could read the password and the mail: write https:. In the clear only this machine is reached.
ews-impersonates-nobody = Nobody is named to act as. Give the mailbox, or leave impersonate out.
ews-nowhere = Nothing says where this Exchange is. Give the endpoint, or the domain, or a user name that is an address.
file-name-missing = This path names no file.
http-auth-unfit = The secret has characters that cannot be sent in a header, or the user name has a colon in it.
http-field-auth = "{ $found }" is not written by hand. Use "auth", which keeps it secret.
http-field-form = A header field needs a name such as Accept-Language, found "{ $found }".
http-field-ours = Carteiro sets "{ $found }" itself.
http-file-unreadable = The file { $path } cannot be read.
http-json-misfit = A message or a credential cannot be sent as JSON. Name fields of it, such as mail.subject.
line-control = This must be on one line, without control characters.
folder-form = "{ $found }" is no folder: a name is empty. Write Clients/Acme; a slash inside a name is written \/.
for-each-no-list = This is no list. Write [a, b], or an expression that makes a list.
for-each-one-name = The value and its number cannot both be called "{ $name }".
for-each-too-many = The list has { $count } values, and at most { $limit } are worked on.
host-empty = The host is empty.
kinds-empty = Without a kind nothing is ever meant. Name one, or leave "kinds" out.
message-expected = "{ $name }" should hold a message, and holds { $found ->
       *[text] text
        [nothing] nothing
        [boolean] true or false
        [number] a number
        [date_time] a date and time
        [list] a list
        [record] a record
        [message] a message
        [credential] a credential
    }.
message-none = There is no message here: this step belongs inside for_each_mail, or needs "message".
mail-none = There is no such message in "{ $folder }". With "on_missing: nothing" the automation goes on without one.
mail-not-come = No such message came into "{ $folder }" in time. With "on_missing: nothing" the automation goes on without one.
address-form = "{ $found }" is not one address: write ana@example.org or Ana Silva <ana@example.org>, and each address by itself.
content-bare-cr = In line { $line } of the message there is a carriage return that ends no line. Servers take it for different things, so it is not sent.
content-long-line = Line { $line } of the message is longer than the { $limit } bytes that servers carry (RFC 5321).
envelope-nobody = The message names nobody who is to get it.
draft-control = There is a line end or a control character in { $field ->
        [Subject] the subject
        [address] an address
        [filename] the name of a file
       *[other] "{ $field }"
    }: it must be on one line.
draft-field-name = "{ $found }" is no name of a field: printable ASCII without blanks and colons, 70 characters at most.
draft-field-taken = The field "{ $field }" is not written under "headers": it is made of other fields of the step, or by the servers on the way.
draft-field-control = There is a line end or a control character in the field "{ $field }": it must be on one line.
send-nobody = Nobody gets this message: give "to", "cc" or "bcc".
attachment-left-out = The file "{ $path }" is not there, and is left out of the message.
reply-nobody = The message names no address that an answer could go to: give "to".
reply-automatic = Not answered: { $why ->
        [submitted] a program wrote the message, as it says itself
        [report] the message tells what became of another
        [bulk] the message went to many
        [no_return] nothing may come back to who sent the message
       *[suppressed] the message asks programs not to answer
    }. With "even_automatic: true" it is answered all the same.
quote-heading = On { $date }, { $who } wrote:
quote-heading-undated = { $who } wrote:
forward-heading = ---------- Forwarded message ----------
forward-from = From: { $who }
forward-date = Date: { $date }
forward-subject = Subject: { $subject }
forward-to = To: { $who }
forward-cc = Cc: { $who }
draft-one-way = A draft answers one message, or passes one on: give "reply", "reply_all" or "forward", one of them.
draft-still-there = The draft was sent, and it could not be taken out of the drafts. Remove it there, or another run sends it again.
draft-from = Nobody knows whose address stands at the top: give "from".
draft-one-writer = One person writes a message: "from" has several.
line-form = There is a line end or a control character in it: it must be on one line.
file-path-empty = "{ $found }" is no path of a file.
file-unreadable = The file "{ $path }" cannot be read. Check its name, and that it is in the folder of files.
append-what = Give what is to be stored: "file" or "message", one of them.
append-one-file = One file is stored at a time.
append-no-message = "{ $path }" is no message: an .eml file begins with fields such as "From:", and has no zero bytes.
list-limit = A list holds at most { $most } messages, not { $limit }. For more, use for_each_mail.
list-has-more = There are more messages: the list holds the first { $most }. Give "limit", narrow "where", or use for_each_mail.
list-too-large = The texts of these messages are more than { $megabytes } MB. Give a smaller "limit", or use for_each_mail.
inbox-stays = The inbox can be neither renamed nor deleted.
folder-not-empty = "{ $folder }" is not empty: { $messages ->
        [0] there are folders in it
        [one] there is 1 message in it
       *[other] there are { $messages } messages in it
    }.
which-both = This step works on one message or on those of a folder: give "message" or "session", not both.
mark-how = Say how: "read", "flagged", "add_categories" or "remove_categories".
mark-category-both = The category "{ $name }" is both to be added and to be removed.
which-no-folder = To work on many messages, give the "folder" they are in.
which-no-session = "{ $field }" belongs to a step that works on the messages of a folder: give "session" and "folder".
message-not = "{ $name }" does not hold a message.
path-leads-out = "{ $found }" leads out of the folder of files. Write a path inside it, such as invoices/2026.
port-form = "{ $found }" is no port: a number from 1 to 65535 is.
proxy-form = Expected a proxy such as http://proxy.example:3128 (or https, socks5, socks5h), found "{ $found }".
proxy-login-form = This user name and password cannot be told to such a proxy: neither is empty, a user name has no colon, and for SOCKS each has at most 255 bytes.
proxy-login-half = The proxy has a user name or a password. Give both, or neither.
proxy-login-twice = The proxy has a user name in its URL and beside it. Give it beside the URL only.
regex-group-twice = The group "{ $name }" is named twice. Every name becomes one field of mail.match.
regex-invalid = This regular expression cannot be used: { $why ->
    [group-unclosed] a group is opened and never closed; a plain "(" is written "\("
    [group-unopened] a group is closed that was never opened; a plain ")" is written "\)"
    [group-name] the name of a group begins with a letter and has letters, digits and "_" only, as in (?<number>\d+)
    [group-twice] two groups have the same name
    [class-unclosed] a "[" is never closed; a plain "[" is written "\["
    [class-range] a range between "[" and "]" makes no sense
    [repetition-missing] there is nothing to repeat before "*", "+", "?" or a brace; a plain one has a "\" before it
    [repetition-count] the numbers in the braces make no sense; a plain brace has a "\" before it
    [escape] what follows a "\" means nothing; a plain one is written twice
    [look-around] looking ahead or behind is not possible, as it can take forever
    [backreference] referring to an earlier group is not possible, as it can take forever
    [nesting] it is nested too deeply
    [property] a name between braces after "\p" is not known
   *[other] { $detail }
}.
regex-too-large = This regular expression is too large.
retry-outcome-unknown = What may have taken place is not done again by itself. Catch outcome_unknown with try, and let a person look.
run-cancelled = The run was ended.
secret-typed-in-place = A secret is typed in place (insecure string). Keep it in a credential: { "{" } credential: LOCKER/NAME.ATTRIBUTE { "}" }.
secret-variable-kind = The variable "{ $name }" cannot be used here: a text or a credential is wanted.
secret-variable-misfit = The variable "{ $name }" cannot be used here: it holds { $found ->
       *[text] text
        [nothing] nothing
        [boolean] true or false
        [number] a number
        [date_time] a date and time
        [list] a list
        [record] a record
        [message] a message
        [credential] a credential
    }.
security-none = Everybody on the way can read the password and the mail: security is "none". Use tls or starttls.
session-closed-in-loop = The session "{ $session }" is ended inside the loop, and the next message still needs it. Disconnect after the loop.
session-ended = The session "{ $session }" was ended before.
session-forbids = The session "{ $session }" does not allow this: "allow" lacks { $needed }.
session-name-form = "{ $found }" is no session name. Use small letters without accents, digits, - and _.
session-none = There is no loop here whose session could be meant: give "session".
session-not-open = The session "{ $session }" is not open.
session-not-yet = The session "{ $session }" is opened only later. Move its connect before this step.
session-twice = The session "{ $session }" is open already. Choose another name, or disconnect first.
session-unknown = No step opens a session "{ $session }". Add a connect step.
session-unknown-meant = No step opens a session "{ $session }". Did you mean "{ $meant }"?
size-form = "{ $found }" is no size. Write 800, 5MB or 2MiB.
skipped-inline = It is shown in the text (inline).
skipped-large = It is larger than wanted ({ $size } bytes).
skipped-name = Its name is not wanted.
skipped-small = It is smaller than wanted ({ $size } bytes).
skipped-there = A file of this name is there already.
skipped-type = Its type is not wanted ({ $found }).
span-form = "{ $found }" is no length of time. Write 500ms, 120s, 5m, 1h 30m or 2d.
stopped-because = The automation ended the run: { $reason }
stopped-here = The automation ended the run.
template-argument = { $template }: the argument { $argument } of the filter "{ $name }" must be a whole number from 0, and is { $found ->
       *[text] text
        [nothing] nothing
        [boolean] true or false
        [number] a number
        [date_time] a date and time
        [list] a list
        [record] a record
        [message] a message
        [credential] a credential
    }.
template-date-format = { $template }: dates cannot be written as "{ $found }". Write %d/%m/%Y, as strftime takes it.
template-divided-by-zero = { $template } divides by zero.
template-filter-arguments = This is not how it is written. Write { $form }; arguments at the end may be left out.
span-zero = This must be longer than nothing.
template-filter-meant = There is no filter "{ $found }". Did you mean "{ $meant }"?
template-filter-unknown = There is no filter "{ $found }". Possible: { $allowed }.
template-function-unknown = There is no function "{ $found }". Possible: { $allowed }. What changes a value is a filter: value | filter.
template-input = { $template }: "{ $name }" does not work on { $found ->
       *[text] text
        [nothing] nothing
        [boolean] true or false
        [number] a number
        [date_time] a date and time
        [list] a list
        [record] a record
        [message] a message
        [credential] a credential
    }.
template-line-end = { $template } brings a line end to where one line is wanted. Take it out: value | replace("\n", " ").
template-loop-alone = "loop" is no value by itself. Name one of its fields: { $known }.
template-method = "{ $found }" cannot be called. What changes a value is a filter: value | filter.
template-no-repeating = { $template }: only numbers are multiplied, neither texts nor lists.
template-not-closed = The end is missing: { $missing }.
template-not-text = { $template }: { $found ->
       *[list] a list cannot stand in a text. Join it: list | join(", ")
        [record] a record cannot stand in a text. Name one of its fields
        [message] a message cannot stand in a text. Name one of its fields, such as subject
    }.
template-number-form = "{ $found }" is no number that can be used. Whole numbers go up to 9223372036854775807.
template-operands = { $template }: "{ $operator }" does not work between { $left ->
       *[text] text
        [nothing] nothing
        [boolean] true or false
        [number] a number
        [date_time] a date and time
        [list] a list
        [record] a record
        [message] a message
        [credential] a credential
    } and { $right ->
       *[text] text
        [nothing] nothing
        [boolean] true or false
        [number] a number
        [date_time] a date and time
        [list] a list
        [record] a record
        [message] a message
        [credential] a credential
    }.
template-overflow = { $template }: "{ $operator }" makes a number that is too large.
template-quote-open = A quotation mark is not closed.
template-round-method = { $template }: there is no way of rounding "{ $found }". Possible: { $allowed }.
template-set-form = Only names can be set, not "{ $found }".
template-step-zero = { $template }: a step of 0 leads nowhere.
template-syntax = This expression cannot be read: { $detail }.
template-tag-meant = There is no tag "{ $found }". Did you mean "{ $meant }"?
template-tag-open = The tag "{ $tag }" is not ended. Write { $end } where it ends.
template-tag-stray = The tag "{ $tag }" does not belong here: what it is part of does not stand around it.
template-tag-unknown = There is no tag "{ $found }". Possible: { $allowed }.
template-test-arguments = The test "{ $name }" takes { $count ->
        [0] no arguments
        [one] one argument
       *[other] { $count } arguments
    }.
template-test-meant = There is no test "{ $found }". Did you mean "{ $meant }"?
template-test-unknown = There is no test "{ $found }". Possible: { $allowed }.
template-too-deep = Too much stands inside one another in this expression. Give parts of it a name with {"{% set %}"}.
template-too-much = { $template } takes too much time or memory.
template-url-dots = A value of nothing but dots would lead elsewhere in a URL.
template-undefined = { $template } mentions something that is not there.
template-undefined-name = { $template } mentions "{ $name }", which is not there. A value to take instead: | default("…").
template-unexpected = "{ $found }" cannot stand there.
template-unpack = { $template }: a list of { $wanted } values is wanted for so many names, and it is { $found ->
       *[list] a list of another length
        [text] text
        [nothing] nothing
        [boolean] true or false
        [number] a number
        [date_time] a date and time
        [record] a record
        [message] a message
        [credential] a credential
    }.
template-value-too-large = The expression makes a value that is too large: more than { $nodes } values or { $mebibytes } MiB of text.
time-zone-unknown = There is no time zone "{ $found }". Write an IANA name, such as America/Sao_Paulo.
tls-setup = TLS could not be set up on this machine.
separator-form = Expected a separator: a comma, a semicolon, a bar or tab, found "{ $found }".
statuses-form = Expected a status such as 404, or several such as 200..299, found "{ $found }".
url-form = Expected a URL such as https://example.org/path, found "{ $found }".
url-host-fixed = Scheme and host of "{ $found }" must be written out: an expression may stand behind the host only.
url-scheme = Only http and https can be used, found "{ $found }".
url-user = A URL with a user name or a password in it is not used. Write them in "auth".
value-misfit = Expected { $expected ->
       *[text] text
        [line] one line of text
        [html] HTML
        [folder] a folder
        [path] a path
        [file] a file
        [file_name] a file name
        [url] a URL
        [port] a port
        [count] a whole number
        [boolean] true or false
        [size] a size, such as 5MB
        [length_of_time] a length of time, such as 5m
        [date] a date, or a date and time
        [day] a day
        [address] an address
        [list] a list
    }, found { $found ->
       *[text] text
        [nothing] nothing
        [boolean] true or false
        [number] a number
        [date_time] a date and time
        [list] a list
        [record] a record
        [message] a message
        [credential] a credential
    }.
variable-field-meant = "{ $name }" has no field "{ $field }". Did you mean "{ $meant }"?
variable-field-unknown = "{ $name }" has no field "{ $field }". Possible: { $known }.
variable-is-credential = The variable "{ $name }" is a credential and cannot be given from outside.
variable-misfit = The value of "{ $name }" must be { $expected ->
       *[text] text
        [number] a number
        [boolean] true or false
        [date_time] a date, or a date and time
        [list] a list
        [table] a table: a list of records
        [record] a record
        [file] a file
        [credential] a credential (LOCKER/NAME.ATTRIBUTE)
    }.
variable-name-form = "{ $found }" is no name of a variable. Use small letters without accents, digits and _, a letter first.
variable-name-reserved = "{ $found }" means something else in expressions. Choose another name.
variable-no-fields = "{ $name }" has no fields there, and "{ $field }" is asked of it.
variable-not-declared = This automation has no variable "{ $name }".
variable-required = The variable "{ $name }" must be given.
variable-unknown = There is no variable "{ $name }" here. Known: { $known }.
variable-unknown-meant = There is no variable "{ $name }" here. Did you mean "{ $meant }"?
variable-unset = The variable "{ $name }" has no value.
group-sessions = Sessions
group-loops = Loops
group-messages = Messages
group-files = Files
group-folders = Folders
group-web = Web
group-flow = Variables and conditions
## The command line
address-form-plain = This is no address. Write it as ana@example.org.
column-office-365 = Mail server: Office 365
column-gmail = Gmail
column-outlook-com = MSN / Outlook.com
column-yahoo = Yahoo
column-custom = Custom
column-ews-cloud = EWS, cloud
column-ews-on-premises = EWS, on premises
column-outlook = Outlook (Graph)
mode-instead = Use { $instead }.
mode-ntlm-elsewhere = Only Exchange on premises signs in with NTLM. { mode-instead }
mode-ntlm-domain-twice = The user name says the domain already. Leave "domain" out, or write the user name without it.
mode-service-account-elsewhere = Service accounts exist at Google only. { mode-instead }
mode-ropc-legacy = ROPC is on its way out: it knows no second factor, and fails as soon as the account is asked for one. { mode-instead }
mode-implicit-legacy = Implicit is on its way out: the browser is handed the token itself, and nothing renews it. { mode-instead }
mode-implicit-refused = Implicit hands the token to the browser, and nothing renews it. { mode-instead }
mode-office-365-passwords-off = Microsoft 365 has switched off signing in with a password; hardly any server of theirs still takes one. { mode-instead }
mode-outlook-com-passwords-off = Outlook.com, Hotmail, Live and MSN let no program in with a password any more. { mode-instead }
mode-ews-cloud-passwords-off = Exchange in the cloud lets nobody in with a password any more. { mode-instead }
mode-outlook-tokens-only = Outlook is reached by Microsoft Graph, which takes tokens and no passwords. { mode-instead }
mode-outlook-com-no-ropc = Microsoft gives out no token for the password of a personal account. { mode-instead }
mode-outlook-no-ropc = For Outlook nobody hands a password to a program: ROPC knows no second factor. { mode-instead }
mode-personal-no-application = A personal account belongs to no organisation that could let an application in by itself. { mode-instead }
mode-gmail-app-password = Gmail takes an app password only, and that only from accounts with two-step verification. It is better to use { $instead }.
mode-gmail-no-application = Google gives mail to no application in its own name. In Google Workspace, use { $instead } with domain-wide delegation.
mode-gmail-delegation = In Google Workspace, where an administrator has given the service account domain-wide delegation.
mode-gmail-no-device = Google gives no access to mail by a code typed on another device. { mode-instead }
mode-gmail-no-ropc = Google gives out no tokens for passwords. { mode-instead }
mode-yahoo-app-password = Yahoo takes an app password only, made in the security settings of the account. With a client of your own, use { $instead }.
mode-yahoo-own-client = Where you own a client that Yahoo has let read mail.
mode-yahoo-no-application = Yahoo gives mail to no application in its own name. { mode-instead }
mode-yahoo-no-device = Yahoo hands out no codes for devices. { mode-instead }
mode-yahoo-no-ropc = Yahoo gives out no tokens for passwords. { mode-instead }
mode-exchange-issuer = With tokens of AD FS, of Microsoft (hybrid), or of a provider of your own.
mode-tenant-missing = An application signs in to one directory of Microsoft's: give its tenant_id.
mode-tenant-of-many = An application signs in to one directory, and "{ $tenant }" stands for many. Give the ID of the directory, or its domain.
mode-secret-or-certificate = An application proves who it is: give client_secret or certificate.
mode-secret-and-certificate = An application proves who it is in one way: give client_secret or certificate, not both.
mode-google-secret-missing = Google wants the client secret too when the browser comes back with a code: give client_secret.
mode-redirect = "{ $found }" is neither an address of this machine, such as http://localhost:9999/callback, nor one with https://, from where the address is copied. Write it as it is registered.
mode-basic-mailbox = With a user name and a password the server opens the mailbox of whoever signs in, and "mailbox" has no effect. Leave it out, and write the user name as the server wants it for a shared mailbox.
mode-nobody = Nobody says whose mailbox is opened: give a username here, or a mailbox beside "auth".
oauth-url = { $url } is no address that tokens can be asked at: it begins with https:// and names a host.
oauth-url-open = At { $url } everybody on the way could read what is secret. It must begin with https://.
oauth-tenant = The tenant ID is the ID of the directory (letters, digits and "-") or its domain.
oauth-custom-empty = A provider of one's own needs an issuer, or a token_url.
oauth-other-issuer = { $issuer } answers as another issuer. Write the issuer exactly as it calls itself.
oauth-no-authorization = This provider has no page for people to sign in at. Give its authorization_url.
oauth-no-device = This provider hands out no codes for devices. Use authorization_code, or give its device_url.
oauth-sign-in-again = { $host } wants somebody to sign in again.
oauth-declined = Whoever was asked to sign in said no.
oauth-code-expired = The code was not typed in time. Start again to get another.
oauth-client-unknown = { $host } does not accept the application: its client ID, its secret or its certificate is wrong or has expired.
oauth-client-not-allowed = { $host } does not allow the application to sign in this way.
oauth-scope-refused = { $host } does not give the application the permissions it asks for.
oauth-refused = { $host } refuses to hand out a token.
oauth-password-refused = The user name or the password is wrong, or the account asks for a second factor, which this mode of signing in cannot show. Use authorization_code.
oauth-delegation-refused = The service account may not act for this person. An administrator of the domain allows its client ID and the scope under "domain-wide delegation".
oauth-down = { $host } hands out no tokens at the moment.
oauth-busy = { $host } wants to be asked less often.
oauth-silent = { $host } did not answer in time when it was asked for a token.
oauth-unreachable = { $host } cannot be reached to ask it for a token.
oauth-not-secure = There is no secure connection to { $host } to ask it for a token.
oauth-no-answer = What { $host } answers is no answer of an OAuth server. Check the address of the provider.
oauth-no-bearer = { $host } hands out a token of a kind that no mail server takes.
oauth-unread = The answer could not be read.
oauth-state = What the browser brought back answers another attempt to sign in. Start again, and finish in the window that opens.
oauth-nothing-brought = The browser came back from { $host } without what was asked for.
certificate-missing = There is no certificate. It must begin with -----BEGIN CERTIFICATE-----, with its private key in the same text.
key-missing = There is no private key. It must begin with -----BEGIN PRIVATE KEY-----.
key-encrypted = The private key has a password. Take it off: openssl pkey -in key.pem -out plain.pem
key-unusable = The private key cannot be used. It must be one of RSA or of the curve P-256, in PEM.
service-key-form = This is not the key of a service account: it is the whole JSON file that Google lets you download once.
oauth-other-host = A token of { $provider } is shown to hosts of { $provider } only, and { $host } is none of them.
managed-nowhere = The connection "{ $connection }" is kept by a Control Room, and this run has none. Sign in by another mode.
login-not-needed = No session of this automation needs anybody to sign in beforehand.
login-other-person = { $person } has signed in, but { $wanted } was asked to. Sign out of the provider in the browser, then try again; if { $person } opens the mailbox of { $wanted }, name them as username and { $wanted } as mailbox.
login-port-busy = Another program listens on port { $port }, which the browser comes back to. End it, or register another redirect URI.
login-port-refused = The browser cannot come back to port { $port } of this machine.
login-nobody-came = Nobody signed in within { $minutes } minutes. Start again when you are ready.
page-done = That is all. You can close this window and go back to Carteiro.
page-refused = The sign-in did not come about. Carteiro says why; you can close this window.
page-waiting = One moment …
login-command = { $login_known ->
    [connection] the sign-in of the connection
    [yes] carteiro login { $login_for }
   *[no] carteiro login FILE
}
login-missing = Nobody has signed in at { $provider } for this yet. Run: { login-command }
login-ended = The sign-in at { $provider } has ended, and brought nothing that lasts longer. Run: { login-command }
login-renewal-lost = { $provider } takes the kept sign-in no longer. The last run ended while it was renewing it, and what is new was lost with it. Run: { login-command }
login-nobody = Nobody says whose mailbox is opened: give a username, or a mailbox.
login-which = Several people have signed in at { $provider }: { $users }. Give the username.
login-which-account = Several people have signed in at { $provider }: { $users }. Say under "auth" by whom, or under "mailbox" whose mailbox it is.
login-here = { $cloud ->
    [none] { login-command }
    [custom] carteiro login FILE, where FILE says under "auth" by which application somebody signs in
    [global] carteiro login { $provider }
   *[other] carteiro login { $provider } --cloud { $cloud }
}
login-none = Nobody has signed in at { $provider } for this yet. Run: { login-here }
login-needs-proof = Whoever signed in at { $provider } did so by an application with a secret. The secret is not kept, and without it nothing renews the sign-in. Write the application and its secret under "auth", or sign in by an application that needs none. Run: { login-here }
login-elsewhere = The sign-in at { $provider } that is kept here was given out by { $from } and goes to nobody else, but here it would go to { $to }. If that address is right, sign in there. Run: { login-here }
login-unread = What is kept of the sign-in cannot be read or written.
login-refused = Sign-ins cannot be kept in { $folder }.
login-missing-or-damaged = Nobody has signed in at { $provider } for this, or what was kept of it is in { $file }, which cannot be opened: it is damaged, or was sealed with another key. Run: { login-here }
login-damaged = { $file } cannot be opened: it is damaged, or was sealed with another key. Remove it, then run: { login-command }
key-refused = The key that sign-ins are sealed with cannot be kept in { $folder } ({ $error }).
key-damaged = { $file } is no key of Carteiro. Put the right file back; without it nothing that was sealed can be opened.
key-has-no-passphrase = A passphrase is given, but sign-ins are sealed with a key in a file. Leave the passphrase out.
key-passphrase-missing = Sign-ins are sealed with a passphrase. Give it in CARTEIRO_PASSPHRASE.
key-passphrase-wrong = The passphrase does not open what was sealed with the one before.

ui-output-failed = The output cannot be written.
ui-panic = Something went wrong inside Carteiro, at { $place }. Please report it. What it was about is not shown here: it may be private.
ui-file-missing = There is no file { $file }.
ui-file-is-folder = { $file } is a folder. Give a file.
ui-file-denied = You may not read { $file }.
ui-file-unreadable = { $file } cannot be read.
ui-files-refused = { $folder } cannot be used as the folder of files.
ui-trace-outside = The trace is written beneath the current folder only, and { $file } leads out of it. Give a name without "..".
ui-trace-refused = The trace cannot be written to { $file }.
ui-credentials-open = Other users of this machine can read { $file }, so it was not opened. Make it yours alone: chmod 600 { $file }
ui-credentials-mistake = This is not written as credentials are: locker, name, attribute, and as value one text. What stands there is not shown.
ui-var-form = A variable is given as --var NAME=VALUE.
ui-var-none = This automation has no variables, so { $name } cannot be given.
ui-var-unknown = This automation has no variable "{ $name }". It has: { $known }.
ui-var-twice = The variable "{ $name }" is given twice.
ui-var-missing = The variable "{ $name }" must be given: --var { $name }=VALUE
ui-var-credential = The variable "{ $name }" is a credential. Those are never given on a command line, where everybody on the machine can read them. Use the environment (CARTEIRO_CREDENTIAL_…) or --credentials FILE.
ui-action-unknown = There is no action "{ $name }". { $guess ->
    [yes] Did you mean "{ $meant }"?
   *[no] "carteiro actions" lists them.
}
ui-action-fields = Fields
ui-action-example = Example: { $title }
ui-action-required = required
ui-actions-more = "carteiro actions NAME" tells more of one.
ui-generate-stale = This is not what the code would write. Run "cargo xtask generate" and commit:
ui-generate-refused = { $file } cannot be written.

ui-check-total = { $file }: { $errors ->
    [0] { $warnings ->
        [0] all right
        [one] all right, 1 warning
       *[other] all right, { $warnings } warnings
    }
    [one] 1 mistake
   *[other] { $errors } mistakes
}.

ui-usage-unknown = { $argument } is not known here.{ $guess ->
    [yes] {" "}Did you mean { $meant }?
   *[no] {""}
}
ui-usage-command = There is no command "{ $command }".{ $guess ->
    [yes] {" "}Did you mean "{ $meant }"?
   *[no] {""}
}
ui-usage-no-command = A command is missing.
ui-usage-missing = This is missing: { $arguments }
ui-usage-no-value = { $argument } needs a value.
ui-usage-value = "{ $value }" is not possible for { $argument }. Possible: { $allowed }.
ui-usage-unfit = "{ $value }" cannot be used for { $argument }.
ui-usage-conflict = { $argument } cannot stand beside { $other }.
ui-usage-more = "--help" tells more.

ui-step = { $action ->
    [connect] Connecting
    [disconnect] Disconnecting
    [for_each_mail] Looking for messages
    [wait] Waiting
   *[other] { $action }
} …
ui-progress = { $done } done{ $failed ->
    [0] {""}
   *[other] , { $failed } failed
} · { $rate }/s
ui-stopping = Stopping when the messages at work are done. Ctrl-C once more ends at once.
ui-connected = { $session }: connected to { $host }{ $known ->
    [no] {""}
   *[yes] {" "}as { $user }
}
ui-convert-any = { $field ->
        [subject] The subject, any of these:
       *[from] The sender's name or address, any of these:
    }
ui-convert-contains = "{ $text }" somewhere in it, in any case of letters
ui-convert-exact = "{ $text }" and nothing else, with its upper and lower case
ui-convert-written = { $file } is written.
ui-convert-same-file = { $file } is there already. Name another file, or leave --output out and the text is printed.
ui-convert-wrong = { $option } cannot be read: { $why }
ui-data-nowhere = There is no folder for what must be remembered between runs. Name one with --data or CARTEIRO_DATA.
ui-disconnected = { $session }: disconnected
ui-reconnected = { $session }: connected again
ui-alert = { $session }: the server wants you to know: { $text }
ui-fewer-connections = { $session }: no further connection came about, so the work goes on with { $left ->
    [one] one
   *[other] { $left }
}. { $why }
ui-retrying = { $session }: { $why } { $wait ->
    [no] Trying again at once.
   *[yes] Trying again in { $pause }.
}
ui-trying-again = { $why } { $wait ->
    [no] Trying again at once
   *[yes] Trying again in { $pause }
} ({ $attempt } of { $times }).
ui-caught = caught: { $why }
ui-finally-failed = failed at the end as well: { $why }
ui-waiting = { $what ->
    [mail] waiting for mail until { DATETIME($until) }
    [tried] would wait until { DATETIME($until) }
   *[time] waiting until { DATETIME($until) }
}
ui-new-name = First steps
ui-new-looking = Looking for the mail server of { $domain } …
ui-new-not-found = Nobody names the mail server of { $domain }: neither a known provider, nor the domain itself. Check the spelling of the address.
ui-new-not-asked = Nobody could be asked about the mail server of { $domain }: the domain name system does not answer. Is this machine connected to a network?
ui-new-found = Server: { $host } ({ $protocol }), port { $port }, { $security }. User name: { $user }
ui-new-sends = Mail goes out by { $host }, port { $port }, { $security }.
ui-new-by-table = Known as { $name }.
ui-new-by-exchanger = The mail of the domain goes to { $name } ({ $host }).
ui-new-by-autoconfig = So says { $url }
ui-new-by-service = So says the domain name system ({ $name }).
ui-new-by-autodiscover = The domain has an Exchange, which tells at { $host } (Autodiscover) where a mailbox is once somebody signs in.
ui-new-by-you = So say you.
ui-new-ask-address = Your address:
ui-new-ask-host = The mail server (IMAP), as your provider calls it:
ui-new-ask-place = The password will be shown to this server. Go on? [Y/n]
ui-new-ask-mode = Which one? [1]
ui-new-ask-client-id = The client ID of the application that is registered at the provider (see docs/guide/sign-in.md):
ui-new-ask-password = Password of { $user } at { $host } (not shown; Enter to leave it out):
ui-new-modes = These lead in:
ui-new-needs = Nobody is there to be asked: give { $option }.
ui-new-left-out = Nothing can be done without an answer. It may stand on the command line too: { $option }
ui-new-other-place = Then name the server that your provider tells you: --host HOST
ui-new-open = Everybody on the way to { $host } could read the password: without TLS only this machine is reached.
ui-new-no-tls = TLS cannot be set up on this machine.
ui-new-no-mode = The server takes nothing that could be shown to it here. Ask whoever runs it how programs sign in.
ui-new-mode-not-taken = The server does not take { $mode }. It takes: { $offered }
ui-new-wrong = What was written is no automation. Please report it.
ui-new-exists = There is a file { $file } already. Choose another name: --output FILE
ui-new-refused = { $file } cannot be written.
ui-new-not-written = Nothing was written. Mend what is wrong above, and start again.
ui-new-without-sender = { $host } cannot be used for sending from here. The automation reads mail all the same: it is written without "outgoing".
ui-new-written = Written: { $file }. It counts what is unread and lists the five newest messages; it changes nothing.
ui-new-secret = Later runs take the secret from the environment, { $variable }, or from a file that only you can read: --credentials FILE, with
      { $locker }: { "{" } { $name }: { "{" } { $attribute }: … { "}" } { "}" }
ui-new-app-password = An app password is made in the settings of the account; the password of the account itself does not work.
ui-new-try = Then look whether it works: carteiro doctor { $file }
ui-new-login = Sign in once: carteiro login { $file }
ui-new-run = Next: carteiro run { $file }
ui-login-open = Session "{ $session }": sign in here, in a browser:
    { $url }
ui-login-or-paste = If the browser runs on another machine, paste the address it ends at, or the code it shows.
ui-login-paste = The browser ends at { $uri }. Copy its whole address there, paste it here, and press Enter.
ui-login-not-pasted = That is not where a browser ends after a sign-in. Copy the whole address from its address bar.
ui-login-device = Session "{ $session }": open { $page } on any device and type this code:
    { $code }
ui-login-kept = Signed in{ $known ->
    [yes] {" "}as { $user }
   *[no] {""}
}. Runs renew it by themselves; "carteiro logout" forgets it.
ui-login-ends = Signed in{ $known ->
    [yes] {" "}as { $user }
   *[no] {""}
}, until { $until }: this way of signing in cannot be renewed without you.
ui-login-lacks = But { $provider } does not allow all that was asked for; this is missing: { $scopes }. Sign in again, and leave every box ticked on the page of the provider.
ui-login-options = On the command line each of these is an option, as --client-secret is for client_secret. "carteiro login --help" lists them.
ui-login-client-id = To sign in at { $provider } the application must be named: --client-id ID. The guide of the provider tells how to register one.
ui-login-remembered = With the application of the last sign-in there: { $client }. Another is named by --client-id.
ui-login-ask-tenant = The tenant ID of the organisation, or "consumers" for personal accounts (left out: any):
ui-login-cloud = Only "carteiro login microsoft" takes --cloud. A file says by cloud: { $cloud } in which it signs in.
ui-login-needs-auth = The secret of the application is not kept: this sign-in serves files that name the application and its secret under "auth". Where they should need no details, sign in by an application without a secret.
ui-login-protocol = { $provider } is not signed in to for that: --protocol is imap or pop3 there.
ui-logins-none = Nobody has signed in. "carteiro login FILE" signs in for the sessions of an automation.
ui-logins-one = { $provider }{ $known ->
    [yes] {" "}as { $user }
   *[no] {""}
}, application { $client }, since { $since }{ $lasts ->
    [yes] {""}
   *[no] , until { $until }
}
ui-logout-one = Forgotten: { $provider } { $user }
ui-logout-damaged = Removed: { $file }, which could not be opened.
ui-logout-none = Nobody has signed in as or at { $which }. "carteiro logins" lists who has.
ui-dry-run = Dry run: this is what would happen. Nothing is changed.
ui-dry-run-refused = A dry run keeps what it would write in a temporary folder, and there can be none. See to TMPDIR.
ui-dry-run-ended = Nothing was changed: this was a dry run.
ui-stopped = the automation ends the run{ $given ->
    [no] {""}
   *[yes] : { $reason }
}
ui-automation = running "{ $automation }" ({ $file })
ui-loop = { $session }: messages of "{ $folder }"
ui-item = { $subject } ({ $from })
ui-no-subject = (no subject)
ui-item-failed = failed: { $why }
ui-item-skipped = { $subject } ({ $from }) left out: { $why }
ui-message-failed = { $subject } ({ $from }) failed: { $why }
ui-messages-done = { $done ->
        [0] no message
        [one] 1 message
       *[other] { $done } messages
    }{ $told ->
        [no] {""}
       *[yes] : { $what }
    }{ $failed ->
        [0] {""}
       *[other] , { $failed } failed
    }
ui-saved = { $dry ->
    [yes] would save { $path } ({ $size })
   *[no] saved { $path } ({ $size })
}
ui-not-saved = not saved: { $name }. { $why }
ui-moved = { $dry ->
    [yes] would be moved to "{ $folder }"
   *[no] moved to "{ $folder }"
}
ui-copied = { $dry ->
    [yes] would be copied to "{ $folder }"
   *[no] copied to "{ $folder }"
}
ui-deleted = { $dry ->
    [yes] would be deleted for good
   *[no] deleted for good
}
ui-delete-pending = { $dry ->
    [yes] would be deleted for good when the session ends
   *[no] is deleted for good when the session ends
}
ui-to-trash = { $dry ->
    [yes] would be moved to the deleted mail
   *[no] moved to the deleted mail
}
ui-marked = { $dry ->
    [yes] would be marked { $marks }
   *[no] marked { $marks }
}
ui-mark = { $mark ->
    [read] read
    [unread] unread
    [flagged] flagged
    [unflagged] unflagged
   *[other] { $mark }
}
ui-stored = { $dry ->
    [yes] would be stored in "{ $folder }"
   *[no] stored in "{ $folder }"
}
ui-sent = { $dry ->
    [yes] would be sent
   *[no] sent
} to { $to }: { $subject }
ui-sent-without-copy = sent, but no copy is kept: { $why }
ui-sent-without-mark = sent, but the message is not marked for it: { $why }
ui-draft = { $dry ->
    [yes] a draft would be stored in "{ $folder }"
   *[no] draft stored in "{ $folder }"
}
ui-folder-made = { $dry ->
    [yes] would make the folder "{ $folder }"
   *[no] made the folder "{ $folder }"
}
ui-requested = { $dry ->
    [yes] would ask { $host } ({ $method }); a dry run does not, and takes the answer for an empty one
   *[no] asked { $host } ({ $method })
}
ui-appended = { $dry ->
    [yes] would add a line to { $file }
   *[no] added a line to { $file }
}
ui-folder-renamed = { $dry ->
    [yes] would rename the folder "{ $folder }" to "{ $to }"
   *[no] renamed the folder "{ $folder }" to "{ $to }"
}
ui-folder-deleted = { $dry ->
    [yes] would delete the folder "{ $folder }"
   *[no] deleted the folder "{ $folder }"
}
ui-warning = warning: { $words }
ui-detail = { $from ->
    [server] The server said
    [system] The system said
   *[other] In detail
}:
ui-summary = { $status ->
    [ok] { $dry ->
        [yes] Would be done
       *[no] Done
    }
    [with-failures] { $dry ->
        [yes] Would be done, but not everything
       *[no] Done, but not everything
    }
    [cancelled] Stopped before the end
   *[failed] { $dry ->
        [yes] Would fail
       *[no] Failed
    }
}{ $counted ->
    [yes] : { $done ->
        [0] { $failed ->
            [0] { $skipped ->
                [0] no message matched
               *[other] no new message
            }
           *[other] no message done
        }
        [one] 1 message
       *[other] { $done } messages
    }{ $failed ->
        [0] {""}
       *[other] , { $failed } failed
    }{ $skipped ->
        [0] {""}
       *[other] , { $skipped } done before
    }, in { $elapsed }.
   *[no] {" "}in { $elapsed }.
}
ui-files = { $files ->
    [one] 1 file
   *[other] { $files } files
} { $dry ->
    [yes] would be saved
   *[no] saved
} ({ $size }) in { $folder }
ui-more-failed = … and { $count } more that failed.

ui-advice-error-file = Check that the folder of files can be written to, and that there is room on the disk.
ui-advice-throttled = Wait a while, then run again.
ui-advice-server-silent = Run again. If it happens again, check the connection to the server.
ui-advice-quota = Make room, then run again.
ui-advice-protocol = Run again with --trace FILE to see what the server said, and show it to whoever runs the server.
ui-advice-content = The message stays where it is. Open it in a mail program.
ui-advice-folder-missing = Check the name, or make the folder first with create_folder.

ui-sandbox-about = A mailbox with { $count ->
    [one] 1 invented message
   *[other] { $count } invented messages
}. It lives in memory, and nothing leaves this machine.
ui-sandbox-paste = To use it, begin the steps of an automation with this:
ui-sandbox-pop3 = The same mailbox by POP3:
ui-sandbox-token = By a token: with this, "carteiro login FILE" opens a sign-in page (password: sandbox).
ui-sandbox-ews = The same mailbox by Exchange Web Services:
ui-sandbox-outlook = Or by Outlook (Microsoft Graph), with "carteiro login FILE" as above:
ui-sandbox-control = { $url } tells and changes what is going on here, in JSON. "carteiro sandbox --faults" lists how it can misbehave.
ui-sandbox-fault-unknown = There is no fault "{ $name }". "carteiro sandbox --faults" lists them.
ui-sandbox-fault-form = { $text } cannot be understood. Write --fault { $form }
ui-sandbox-capabilities = Capabilities for "without": { $names }
ui-sandbox-example = Or run one of the examples:
ui-sandbox-commands = Type "summary" to see what has changed, "quit" to end.
ui-sandbox-folder = Folder
ui-sandbox-messages-before = Messages before
ui-sandbox-messages-after = after
ui-sandbox-unread-before = Unread before
ui-sandbox-unread-after = after
ui-sandbox-port = It cannot be started. Perhaps another program uses the port; without --imap-port and the like, free ones are taken.
ui-sandbox-mail = The mail in { $folder } cannot be read.

ui-help-usage = Usage:
ui-help-commands = Commands
ui-help-command = COMMAND
ui-help-arguments = Arguments
ui-help-options = Options
ui-help-value = { "" }
    .FILE = FILE
    .DIR = DIR
    .VAR = NAME=VALUE
    .NAME = NAME
    .ROLE = ROLE
    .WHICH = WHICH
    .SHELL = SHELL
    .PATH = PATH
    .N = N
    .ADDRESS = ADDRESS
    .MODE = MODE
    .HOST = HOST
    .HOW = HOW
    .TEXT = TEXT
    .URL = URL
    .USER = USER
    .STATE = STATE
    .ID = ID
ui-help = An e-mail robot: does with your mail what you describe in a YAML file
    .lang = The language to speak [default: that of your system]
    .help = Tell what can be given here
    .version = Tell the version
    .after = To try it without a mailbox of your own, start "carteiro sandbox".
ui-help-run = Run an automation
    .file = The automation, a YAML file
    .var = Give a variable of the automation a value. May be repeated
    .credentials = Read credentials from a YAML file (locker: name: attribute: value) that only you can read
    .files = The folder that files are saved to [default: the current one]
    .data = The folder of what is remembered between runs [default: that of the system for data; CARTEIRO_DATA names another]
    .database = The database of a Control Room, with its vault and connections: sqlite:FILE or postgres://user:password@host/name [default: carteiro.db in the folder of data, where there is one]
    .as = In whose name it runs: what they have given to the vault and signed in to is used
    .server = Have the Control Room at this address run its automation of this path. CARTEIRO_TOKEN is the token
    .token-file = Take the token from a file that only you can read
    .dry-run = Change nothing, and tell what would be changed
    .json = Write every event as a line of JSON to stdout
    .trace = Write what is said to the server into a file beneath the current folder, without passwords and contents
    .log = Tell on stderr what is done to the mailbox: what is tried again (warn), sessions (info), every operation (debug). Nothing of the mail itself
    .after = Credentials are also taken from the environment: LOCKER/NAME.ATTRIBUTE is
    CARTEIRO_CREDENTIAL_LOCKER__NAME__ATTRIBUTE, in capitals, with "_" for "-".

    Exit codes:
      0    all done
      1    the run, or some messages, failed
      2    a file is wrong
      3    the command line is wrong
      4    no connection, or no sign-in
      129  stopped because the terminal is gone
      130  stopped by Ctrl-C: once, when the messages at work are done; twice, at once
ui-help-runs = Look at what the Control Room of this machine has run
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-runs-list = List the latest runs
    .state = Only those that are so
    .automation = Only those of this automation, by its id
    .limit = So many at most
    .json = Write a line of JSON for each
ui-help-runs-show = Show a run: what it did to which message, and what it saved
    .id = Which
    .json = Write lines of JSON
ui-help-runs-search = Find out what happened to a message
    .text = A piece of its subject, or of the address of its sender
    .message-id = Its Message-ID
    .from = Its sender, or a piece of the address
    .limit = So many at most
    .json = Write a line of JSON for each
ui-help-check = Say everything that is wrong with automations
    .file = The automations, YAML files
    .json = Write a line of JSON for each file
ui-help-explain = Tell what an automation will do, before it runs; connects to nothing
    .file = The automation, a YAML file
    .json = Tell it as JSON
ui-help-new = Go from an address to an automation that works
    .address = Your e-mail address
    .user = The user name, where it is not the address
    .mode = How to sign in: authorization_code, device_code or basic [default: the best that leads in]
    .host = The mail server, when you know it
    .port = Its port
    .protocol = imap or pop3, where you know the server [default: imap]
    .security = How the connection is protected: tls, starttls, or none on this machine [default: tls]
    .client-id = The application that is registered at the provider, to sign in with a browser
    .tenant-id = At Microsoft 365: the directory
    .credentials = Read the password from a YAML file that only you can read
    .output = The file to write [default: first-steps.yaml]
    .yes = Take what is found without asking
    .after = The address is shown to its own domain and to its provider, and to nobody else.
ui-help-doctor = Look at the connections of an automation, step by step, and change nothing
    .file = The automation, a YAML file
    .session = Only the session of this name
    .var = Give a variable of the automation a value. May be repeated
    .credentials = Read credentials from a YAML file (locker: name: attribute: value) that only you can read
    .files = The folder with the files that the automation names, such as a ca_file [default: the current one]
    .data = The folder in which sign-ins are kept [default: that of the system for data; CARTEIRO_DATA names another]
    .json = Write a line of JSON for each step
ui-help-login = Sign in for an automation or at a provider, once for all runs to come
    .what = The automation, a YAML file; or microsoft, google, yahoo, or the https:// address of an issuer
    .session = Only for the session of this name
    .var = Give a variable of the automation a value. May be repeated
    .credentials = Read credentials from a YAML file that only you can read
    .files = The folder that files are read from [default: the current one]
    .data = The folder in which it is kept [default: that of the system for data; CARTEIRO_DATA names another]
    .no-browser = Open no browser; the address is shown
    .client-id = At a provider: the application, as it is registered there
    .client-secret = At a provider: where the secret of the application is, such as mail/app.secret
    .tenant-id = At Microsoft: the directory
    .username = At a provider: who signs in
    .redirect-uri = At a provider: where the browser comes back to, exactly as registered
    .scope = At a provider: what is asked for. May be repeated
    .device = At a provider: with a code that is typed on any device
    .protocol = At a provider: for what; at Microsoft outlook unless it is said [possible values: outlook, ews, imap, pop3]
    .cloud = At Microsoft: the cloud [default: global]
    .after = What is kept is sealed with a key in the folder of data, or with CARTEIRO_PASSPHRASE.
ui-help-logins = List who has signed in
    .data = The folder in which it is kept
    .json = Write a line of JSON for each
ui-help-logout = Forget a sign-in
    .which = The provider, or the person
    .all = Forget all
    .data = The folder in which it is kept
ui-help-actions = List the actions, or explain one
    .name = The action to explain
ui-help-schema = Write the JSON Schema of automations, for editors
ui-help-serve = Start the Control Room: people, credentials, connections and runs, over HTTP
    .database = Where everything is kept: sqlite:FILE or postgres://user:password@host/name [default: carteiro.db in the folder of data]
    .data = The folder of data, with the master key [default: CARTEIRO_DATA]
    .listen = Where it answers [default: 127.0.0.1:8630]
    .public-url = How browsers reach it, where something stands before it
    .tls-cert = The chain of certificates that it shows, in PEM
    .tls-key = Their key, in PEM
    .behind-proxy = Who asks is who the proxy before it says, in X-Forwarded-For. Only where nobody reaches it past the proxy
    .rate = Requests a second that each caller may make in the long run [default: 200]
    .log = Tell on stderr what goes wrong (warn), what the Control Room does besides (info), or every operation on mailboxes too (debug) [default: info]. No secret, and nothing of the mail itself
    .after = The master key comes from CARTEIRO_MASTER_KEY, else from systemd's credential carteiro-master-key, else it is mixed from CARTEIRO_PASSPHRASE, else it is in a file in the folder of data. At the first start the administrator is made.
ui-help-credentials = Put credentials into the vault, and see which there are
    .database = Where everything is kept: sqlite:FILE or postgres://user:password@host/name [default: carteiro.db in the folder of data]
    .data = The folder of data, with the master key [default: CARTEIRO_DATA]
    .after = Whoever holds the master key may do everything here. No value is ever shown.
ui-help-credentials-list = List credentials: their names, and whether they have values
    .locker = Only those in this locker
    .json = A line of JSON for each
ui-help-credentials-set = Give an attribute its value: typed where nobody sees it, or from stdin
    .attribute = Which: what is missing on the way to it is made
    .person = Whose own value it is, where each person gives one
    .owner = Who owns the locker, where it is made
ui-help-credentials-allow = Say to which hosts a credential may go
    .credential = Which
    .hosts = A host, such as mail.example.org, or *.example.org for all below it
    .any = To any
ui-help-credentials-remove = Remove a credential with its values
    .credential = Which
ui-help-credentials-import = Take over a file of credentials, as run reads it with --credentials
    .file = A YAML file (locker: name: attribute: value) that only you can read
    .owner = Who owns the lockers that are made
ui-help-credentials-lockers = Make lockers, and say who is in them
ui-help-credentials-lockers-list = List lockers
    .json = A line of JSON for each
ui-help-credentials-lockers-add = Make a locker
    .locker = What automations call it: a-z, 0-9, _ and -
    .owner = Who owns it
    .description = What it is for
ui-help-credentials-lockers-remove = Remove a locker with everything in it
    .locker = Which
ui-help-credentials-lockers-members = Tell who is in a locker
    .locker = Which
ui-help-credentials-lockers-place = Make somebody owner, manager or participant of a locker
    .locker = Which
    .person = Who
    .standing = owner, manager, participant, or nothing
ui-help-credentials-lockers-consume = Let runs of a role's holders use a locker
    .locker = Which
    .role = The role
    .no-more = Let them no more
ui-help-users = Say who may come into the Control Room
ui-help-users-list = List everybody
    .json = Write a line of JSON for each
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-users-add = Let somebody in; the password is asked for, or read from stdin
    .name = What they sign in with, often an address
    .role = A role that they hold. May be repeated
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-users-roles = Give roles, take them, and list those that somebody holds
    .name = What they sign in with
    .give = A role to give. May be repeated
    .take = A role to take. May be repeated
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-users-password = Give somebody another password, which is asked for, or read from stdin; their sessions end
    .name = What they sign in with
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-users-disable = Let somebody in no more; their sessions end
    .name = What they sign in with
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-users-enable = Let somebody in again
    .name = What they sign in with
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-users-reset-second-factor = Turn somebody's second factor off, who has lost it
    .name = What they sign in with
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-users-unlink = Let somebody sign in by single sign-on no more
    .name = What they sign in with
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-users-tokens = List somebody's API tokens, or revoke one
    .name = What they sign in with
    .revoke = The token to revoke, by its first column
    .json = Write a line of JSON for each
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-key = Keep the master key, which opens what is sealed in the database
ui-help-key-rotate = Seal with new keys from now on; what was sealed before stays readable
    .which = data: a new key for what is sealed from now on. master: a new key that seals those [default: both]
    .yes = Do not ask whether the new master key was put in its place, where it is not in a file
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-key-export = Write the master key, to be kept where the machine is not
    .yes = Do not ask
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-key-import = Put a master key in place that opens the database; it is asked for, or read from stdin
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-db = Look after the database of the Control Room
ui-help-db-migrate = Bring its tables to the state that this version knows, and say what was done
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-db-backup = Write all that is in it to a file, for SQLite and PostgreSQL alike; secrets stay sealed
    .file = The file, which must not be there yet
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-db-restore = Put all that is in a backup into an empty database
    .file = The backup
    .database = The database [default: carteiro.db in the folder of data]
    .data = The folder of data [default: CARTEIRO_DATA]
ui-help-connections = Make OAuth connections, sign in to them, and see how they stand
    .database = Where everything is kept: sqlite:FILE or postgres://user:password@host/name [default: carteiro.db in the folder of data]
    .data = The folder of data, with the master key [default: CARTEIRO_DATA]
    .after = Whoever holds the master key may do everything here. No secret and no token is ever shown.
ui-help-connections-list = List connections, and how they stand
    .json = A line of JSON for each
ui-help-connections-add = Make a connection; what is needed and left out is asked for
    .name = What automations call it: a-z, 0-9, _ and -
    .title = What people call it
    .provider = Whose server gives out the tokens: google, microsoft, yahoo or custom
    .grant = How tokens are had: authorization_code, client_credentials, device_code or service_account [default: authorization_code]
    .token = shared: one token for all runs; user_specific: each person's own [default: shared]
    .services = What its tokens are for: imap, pop3, smtp, ews or graph [default: graph at Microsoft, imap and smtp elsewhere]. May be repeated
    .tenant-id = Microsoft only: the directory
    .cloud = Microsoft only: global, us_gcc_high, us_dod or china [default: global]
    .client-id = The application, as it is registered at the provider
    .secret-file = A file with the client secret, which only you can read [default: it is asked for]
    .secret-expires-on = The day on which the secret ends, such as 2027-11-30
    .certificate = Certificate and private key (PEM), which only you can read, instead of a secret
    .key = The JSON key of a service account, which only you can read
    .subject = Whom alone the service account acts for
    .issuer = Custom only: who tells the addresses
    .authorization-url = Custom only: where people sign in
    .token-url = Custom only: where tokens come from
    .device-url = Custom only: where a device asks for a code
    .scopes = What is asked for [default: what the provider wants for the services]. May be repeated
    .hosts = Custom only: to whom its tokens may be shown. May be repeated
    .roles = A role whose holders may use it. May be repeated
    .default = It serves automations that name no connection
ui-help-connections-sign-in = Sign in, for all runs or for one person
    .name = The connection
    .person = For whom, where each person signs in for themselves
    .redirect-uri = Where the browser comes back to, as it is registered at the provider
    .no-browser = Open no browser: print the address
ui-help-connections-test = Ask for a token now, and tell what happened
    .name = The connection
    .person = For whom, where each person signs in for themselves
    .subject = For whom a service account acts
ui-help-connections-remove = Remove a connection, with what people have signed in for
    .name = The connection
ui-help-connections-import = Make connections of the logins that carteiro login has kept
    .roles = A role whose holders may use them. May be repeated
ui-help-sandbox = Start a mail server on this machine to try automations on
    .imap-port = The port for IMAP [default: a free one]
    .pop3-port = The port for POP3 [default: a free one]
    .smtp-port = The port for SMTP [default: a free one]
    .http-port = The port for tokens (OAuth) and control [default: a free one]
    .fault = Misbehave on purpose, such as drop-after-bytes=4096. May be repeated
    .faults = List the ways to misbehave, and end
    .mail = Fill the mailbox with the .eml files of a folder
    .sample = Fill the mailbox with invented mail, as it is without --mail
    .stay = Do not listen to stdin; end by Ctrl-C
ui-help-completions = Write what a shell needs to complete carteiro's commands
    .shell = bash, elvish, fish, powershell or zsh
ui-help-convert = Say in Carteiro's words what was written for another program
ui-help-convert-ews-to-outlook = Write the sessions of an automation anew: from Exchange Web Services in the cloud to Outlook, by Microsoft Graph
    .file = The automation, a YAML file
    .session = Only the session of this name, wherever it is
    .output = The file to write [default: it is printed]
    .after = Comments and the names of sessions stay. What is to be known beside it is told, and the new text is checked.
ui-help-filter = Convert filters with ";" between texts: in quotes exact, without quotes contained in any case of letters
    .subject = The subjects
    .from = The senders
    .after = Prints the conditions for the "where" of for_each_mail.
ui-help-generate = Write the pages that are made from the code
    .root = The folder of the sources
    .check = Write nothing; fail when a page is stale
variable-no-group = No regular expression of this loop has a group "{ $group }", so "{ $name }.match.{ $group }" is never there. Name one: (?<{ $group }>…).

# What is known to help

advice-apple-app-password = Apple takes an app-specific password here, not that of the Apple account. Make one at account.apple.com under Sign-In and Security. More: { $link }
advice-contact-admin = The server wants you to talk to whoever runs it before anybody signs in again: the account is blocked there, and trying again does not help. More: { $link }
advice-entra-account-kind = The account is of the wrong kind: a personal one where work accounts are wanted, or the other way round. For a personal account (Outlook.com, Hotmail) write tenant_id: consumers; for a work account the ID of its directory. More: { $link }
advice-entra-admin-consent = What the application asks for can only be allowed by an administrator. In the Entra admin center: App registrations, the application, API permissions, "Grant admin consent". Then sign in again. More: { $link }
advice-entra-application-disabled = The application is switched off in this directory. An administrator switches it on in the Entra admin center: Enterprise applications, the application, Properties, "Enabled for users to sign-in". More: { $link }
advice-entra-application-unknown = There is no application with this client ID in this directory. Compare client_id and tenant_id with the Overview page of the app registration: "Application (client) ID" and "Directory (tenant) ID". For an application of another organisation an administrator consents to it first. More: { $link }
advice-entra-approved-app = The organisation lets only approved apps sign in. An administrator excludes this application from that Conditional Access policy. More: { $link }
advice-entra-assignment = The application wants assignment, and who signs in is not assigned to it. In the Entra admin center: Enterprise applications, the application, Users and groups, "Add user/group". Add everybody who runs the automation; for app-only access assign the permission with admin consent. More: { $link }
advice-entra-audience = What was signed here with the certificate is not meant for the directory that was asked. Write tenant_id with the ID of the directory, not common, and the cloud that it is in. More: { $link }
advice-entra-busy = Microsoft's sign-in is busy or out of order for the moment. Try again in a few minutes. More: { $link }
advice-entra-certificate = The signature with the certificate is not accepted. Upload the very certificate that is used here to the app registration (Certificates & secrets, Certificates), and give the private key that belongs to it. More: { $link }
advice-entra-certificate-ended = The certificate of the application has expired, or is not valid yet. Make a new one, upload it under Certificates & secrets, and put it into the vault. More: { $link }
advice-clock-off = The clock of this machine is { $minutes } minutes { $direction ->
    [fast] ahead of
   *[other] behind
} that of the provider, and what is signed by it is out of its time. Set it by a time server (timedatectl set-ntp true, or w32tm /resync on Windows) and try again.
advice-entra-clock = What was signed here is out of its time for Microsoft: the clock of this machine is wrong. Set it by a time server (timedatectl set-ntp true, or w32tm /resync on Windows) and try again. More: { $link }
advice-entra-cloud = The directory is in another cloud of Microsoft than the one that was asked. Write the cloud it is in: global, us_gcc_high, us_dod or china; for a mail server give the host of that cloud. More: { $link }
advice-entra-code-used = The code that the browser brought was used already, or belongs to another attempt. Start again with { login-command }, and finish in the window that opens. More: { $link }
advice-entra-conditional-access = A Conditional Access policy blocks this sign-in. An administrator sees which one in the Entra admin center (Monitoring, Sign-in logs, the failed entry, Conditional Access) and can allow this application or this place. More: { $link }
advice-entra-consent = Nobody has yet allowed the application what it asks for. Sign in with { login-command } and accept, or have an administrator click "Grant admin consent" under API permissions of the app registration. More: { $link }
advice-entra-declined = Whoever signed in did not accept what the application asks for. Run { login-command } again and accept; when there is no button to accept, an administrator has to do it. More: { $link }
advice-entra-delegated-admin = An administrator of another organisation was blocked here because of a risk in their own directory. Sign in with an account of this directory. More: { $link }
advice-entra-device = The organisation lets only devices sign in that it manages. Sign in with { login-command } from such a device, use client_credentials, or have an administrator except this application from the policy. More: { $link }
advice-entra-device-code = The short code was mistyped, has expired or was answered already. Run { login-command } again and type the new code. More: { $link }
advice-entra-disabled = This account is switched off in the directory. An administrator switches it on, or gives another account. More: { $link }
advice-entra-elsewhere = The account that signed in does not belong to this directory. Sign in with one that does, write the tenant_id of its own directory, or have an administrator invite it as a guest. More: { $link }
advice-entra-field-missing = Something is missing in what was sent to Microsoft. See that client_id, tenant_id and what the mode needs are given and not empty; a variable or credential may be empty. More: { $link }
advice-entra-first-party = This client ID belongs to Microsoft and is not for others. Register an application of your own in the Entra admin center, and write its client ID. More: { $link }
advice-entra-for-itself = The application asks for a token for itself. Leave scopes out, so that what the mail server needs is asked for. More: { $link }
advice-entra-frequency = The organisation wants people to sign in again every so often, and that time is over. Run { login-command }; for runs without a person an administrator excludes this application from the sign-in frequency, or use client_credentials. More: { $link }
advice-entra-grant = The kept sign-in is not valid any more. Run { login-command }. More: { $link }
advice-entra-grant-off = The app registration does not allow this way of signing in. Use authorization_code; for implicit, an administrator ticks "Access tokens" and "ID tokens" under Authentication. More: { $link }
advice-entra-locked = The account is locked after too many wrong passwords, or the address of this machine is blocked. Wait, see in the sign-in logs which of the two it is, and correct the password before the next run. More: { $link }
advice-entra-loop = The same token was asked for too often in too short a time. Wait a few minutes; see that not many runs of the same automation begin at once. More: { $link }
advice-entra-malformed = Microsoft cannot read the request. Check client_id, tenant_id and scopes for blanks, quotes and line breaks that were copied along; where they are right, the kept sign-in is damaged: run carteiro login. More: { $link }
advice-entra-no-exchange = The directory does not know the service that a token is asked for. Check scopes and tenant_id: a directory without an Exchange Online subscription has no mail to open. More: { $link }
advice-entra-no-personal-accounts = The application is for work accounts only, and personal ones are asked for. Write the tenant_id of your organisation, or set "Supported account types" of the app registration to personal accounts as well. More: { $link }
advice-entra-not-listed = The app registration does not list what is asked for. Under API permissions add it from "Office 365 Exchange Online" (IMAP.AccessAsUser.All, or IMAP.AccessAsApp for app-only), then "Grant admin consent". More: { $link }
advice-entra-not-public = The app registration expects a secret here. Either give client_secret, or let it do without: Authentication, "Allow public client flows" to Yes, and the redirect URI under "Mobile and desktop applications". More: { $link }
advice-entra-not-signed-in = Nobody is signed in in this browser. Run { login-command } and sign in on the page that opens. More: { $link }
advice-entra-old-tls = Something between here and Microsoft speaks TLS 1.0 or 1.1, which Microsoft no longer takes: mostly a proxy that opens the traffic. Have it speak TLS 1.2 or pass the traffic through. More: { $link }
advice-entra-on-premises = Microsoft asks servers of your organisation to check the password, and cannot reach them. Whoever runs Active Directory looks at the authentication agents. More: { $link }
advice-entra-one-tenant = The application is for one directory only. Write the tenant_id of that directory instead of common, or make the app registration multitenant. More: { $link }
advice-entra-own-tenant = This way of signing in needs a directory: write tenant_id with its ID or its domain, not common or consumers. More: { $link }
advice-entra-password-ended = The password has expired or must be changed. Sign in once at https://myaccount.microsoft.com, change it, and put the new one into the vault. More: { $link }
advice-entra-password-wrong = User name or password is wrong. Try both at https://portal.office.com; then correct the vault. Several wrong ones lock the account. More: { $link }
advice-entra-personal-again = The sign-in of this personal account is not enough any more. Run { login-command } and sign in with its password again. More: { $link }
advice-entra-policy = A security policy of the organisation blocks this request. An administrator sees which one in the sign-in logs of the Entra admin center. More: { $link }
advice-entra-profile = The application may not even see who signs in. Under API permissions add "openid", "email" and User.Read of Microsoft Graph, and consent to them. More: { $link }
advice-entra-proof-revoked = The secret or certificate of the application was revoked. Find out why, make a new one under Certificates & secrets, and put it into the vault. More: { $link }
advice-entra-public = A secret is shown for an application that is public. Leave client_secret out, or move the redirect URI of the app registration from "Mobile and desktop applications" to "Web". More: { $link }
advice-entra-redirect = The redirect URI is not among those of the app registration. Add it there byte for byte: Authentication, "Add a platform", "Mobile and desktop applications", http://localhost:9999/callback, or what redirect_uri says. Capitals and a "/" at the end count. More: { $link }
advice-entra-revoked = The kept sign-in was revoked: the password was changed, or somebody signed this account out everywhere. Run { login-command }. More: { $link }
advice-entra-risk = Microsoft takes this account to be at risk and blocks it. An administrator of its own directory looks into it and clears it. More: { $link }
advice-entra-scope = What scopes asks for is not known to Microsoft. Leave scopes out; for app-only access it is https://outlook.office365.com/.default and nothing else. More: { $link }
advice-entra-scopes-mixed = Permissions of two services are asked for at once, and a token is for one. Leave scopes out, or name those of one host only. More: { $link }
advice-entra-second-factor = This account signs in with a second factor, which this mode cannot show. Keep it on, and use authorization_code or device_code: a person shows it once, at { login-command }. Where no person is there, use client_credentials. More: { $link }
advice-entra-second-factor-again = The second factor that was shown has run out, as the organisation wants it. Run { login-command } and show it again. More: { $link }
advice-entra-second-factor-new = This account has to set up a second factor first. Sign in once at https://aka.ms/mysecurityinfo and set it up; then run { login-command }. More: { $link }
advice-entra-second-factor-other = The organisation checks sign-ins by a further service, which wants a person. Use authorization_code or device_code and run { login-command }; where no person is there, use client_credentials. More: { $link }
advice-entra-second-factor-where = A second factor has to be set up first, and the organisation allows that only in certain places or on certain devices. Do it there, at https://aka.ms/mysecurityinfo, or ask an administrator for a Temporary Access Pass; then run { login-command }. More: { $link }
advice-entra-secret-ended = The client secret has expired. Make a new one in the app registration (Certificates & secrets, New client secret), copy its Value, and put it into the vault. More: { $link }
advice-entra-secret-wrong = The client secret is wrong. Use the Value, not the "Secret ID": it is shown once, when the secret is made. Otherwise make a new one under Certificates & secrets. More: { $link }
advice-entra-security-defaults = The security defaults of the organisation block this old way of signing in. Use authorization_code or client_credentials. More: { $link }
advice-entra-single-page = The redirect URI is registered as that of a single-page application, whose sign-ins last a day and only within browsers. Under Authentication remove it there and add it under "Mobile and desktop applications"; then run { login-command }. More: { $link }
advice-entra-tenant-missing = Microsoft cannot tell which directory is meant. Write tenant_id, and the user name as a whole address. More: { $link }
advice-entra-tenant-restricted = The network or a policy lets people sign in to certain directories only, and this is none of them. Whoever runs the network or the directory allows it. More: { $link }
advice-entra-tenant-unknown = There is no such directory. Copy the "Directory (tenant) ID" from the Overview page of the app registration into tenant_id; a directory of a national cloud is found in that cloud only. More: { $link }
advice-entra-too-slow = The sign-in took too long, or its session has ended. Run { login-command } again. More: { $link }
advice-entra-unused = The kept sign-in was not used for so long that it ended. Run { login-command }. An automation that runs more often than every 90 days keeps it alive. More: { $link }
advice-entra-user-unknown = The directory knows nobody of this name. Check the user name, and that tenant_id is the directory of that person. More: { $link }
advice-exchange-security-defaults = The security defaults of the organisation block passwords for sending. Sign in with OAuth: authorization_code, or client_credentials. More: { $link }
advice-exchange-smtp-basic = Exchange Online takes no passwords for sending any more. Sign in with OAuth: authorization_code, or client_credentials. More: { $link }
advice-exchange-smtp-mailbox = Sending over SMTP is off for this mailbox. An administrator runs: Set-CASMailbox -Identity MAILBOX -SmtpClientAuthenticationDisabled $false More: { $link }
advice-exchange-smtp-refused = Exchange Online does not let this sender in over SMTP: a policy, a wrong password, or SMTP being off. Sign in with OAuth, and have an administrator check "Authenticated SMTP" of the mailbox in the Microsoft 365 admin center. More: { $link }
advice-exchange-smtp-tenant = Sending over SMTP is off for the whole organisation. An administrator switches it on for this mailbox alone: Set-CASMailbox -Identity MAILBOX -SmtpClientAuthenticationDisabled $false More: { $link }
advice-exchange-smtp-token = Exchange Online does not take this token for sending. It must allow SMTP.Send (or, app-only, SMTP.SendAsApp), and "Authenticated SMTP" must be on for the mailbox. More: { $link }
advice-exchange-token = Exchange Online refuses the token and does not say why. Mostly: IMAP or POP is off for the mailbox (Set-CASMailbox -Identity MAILBOX -ImapEnabled $true), the user name is not the address of the mailbox, the permission for this protocol is missing, or, app-only, the service principal is missing, has the object ID of the app registration instead of the enterprise application, or has no right to the mailbox. carteiro doctor shows what the token says. More: { $link }
advice-ews-audience = The token is for another service than Exchange. Leave scopes out, so that what the connection needs is asked for, and choose the cloud in which the mailbox is. More: { $link }
advice-ews-blocked = Exchange Online does not let this application in by EWS and does not say why. In the order in which it is worth looking (Get-OrganizationConfig): EwsEnabled is off for the organisation or (Get-CASMailbox) for the mailbox; the client ID is missing in EwsAllowedAppIDs, a list that is always written as a whole; EwsApplicationAccessPolicy blocks by user agent; an application access policy keeps the application from this mailbox; or the mailbox has no licence that includes EWS. A change takes up to 24 hours to arrive everywhere, and Microsoft has switched EWS off for a while to find who still uses it: what worked yesterday may work again without a change. More: { $link }
advice-ews-impersonation = Who signs in may not act as this mailbox. For an application, an administrator consents to full_access_as_app, or assigns the role "Application EWS.AccessAsApp" for the mailboxes it is meant for; for an account of an Exchange of your own: New-ManagementRoleAssignment -Role ApplicationImpersonation -User ACCOUNT. Who has full access to the mailbox leaves impersonate out. More: { $link }
advice-ews-no-access = Who signed in has no right to this mailbox. An administrator runs: Add-MailboxPermission -Identity MAILBOX -User USER -AccessRights FullAccess, which may take an hour to arrive. Or act as the mailbox: impersonate: true, with the right to impersonate. More: { $link }
advice-ews-no-mailbox = Exchange has no mailbox of this address, or not on this server. Write the primary address of the mailbox; one that was moved to the cloud is opened there, with domain: smtp.office365.com. More: { $link }
advice-ews-own-token = This Exchange does not take the token. OAuth must be on for its web services (Get-WebServicesVirtualDirectory: OAuthAuthentication), it must trust who issued the token (Get-AuthServer), and the token must be for this host: scopes name it, such as https://mail.example.org/.default. More: { $link }
advice-ews-password = This Exchange does not take the user name and password. Some want DOMAIN\user, others the address. Where passwords are right and refused all the same, Basic is off for its web services (Get-WebServicesVirtualDirectory: BasicAuthentication), or the account is locked. More: { $link }
advice-ews-permission = The token allows nothing that EWS takes. Under API permissions add EWS.AccessAsUser.All, or for an application that signs in for itself full_access_as_app, from "Office 365 Exchange Online", have an administrator consent, leave scopes out, and where a person signs in run carteiro login again. More: { $link }
advice-ews-policy = This Exchange does not let the application in by EWS. An administrator looks at EwsEnabled (Get-OrganizationConfig, Get-CASMailbox) and at EwsApplicationAccessPolicy, which blocks by user agent. More: { $link }
advice-ews-token = Exchange Online refuses the token and does not say why. Mostly the permission is missing (EWS.AccessAsUser.All, or full_access_as_app for an application) or nobody has consented to it, or the account has no mailbox there. carteiro doctor shows what the token says. More: { $link }
advice-fastmail-app-password = Fastmail takes an app password here, not that of the account. Make one under Settings, Privacy & Security, App passwords, with access to IMAP and SMTP. More: { $link }
advice-google-access-denied = Whoever signed in said no, or may not use the application: while it is being tested only test users may. Add them in the Google Cloud console (Google Auth Platform, Audience, Test users), or publish the application; then run { login-command } and accept. More: { $link }
advice-google-admin-policy = The Workspace of this account does not let this application in. Its administrator allows the client ID in the Admin console: Security, Access and data control, API controls, "Manage app access". More: { $link }
advice-google-app-password = Google takes an app password here, not that of the account. Make one at myaccount.google.com/apppasswords (two-step verification must be on). More: { $link }
advice-google-bandwidth = The mailbox has reached a limit of Gmail for downloads or commands. It opens again within a day; read less at once, and see that other programs do not read the whole mailbox. More: { $link }
advice-google-browser = Google lets people sign in in a real browser only, not in a window within another program. Open the address of carteiro login in a browser. More: { $link }
advice-google-client = Google does not accept client ID and client secret together. Copy both from the Google Cloud console (Google Auth Platform, Clients); a "Web application" needs its secret here as well. More: { $link }
advice-google-client-deleted = The OAuth client was deleted in the Google Cloud console. Restore it within 30 days under Clients, or make a new one and write its client ID and secret. More: { $link }
advice-google-client-disabled = The OAuth client is switched off. Whoever owns the project switches it on in the Google Cloud console, Google Auth Platform, Clients. More: { $link }
advice-google-client-other = The kept sign-in was given to another OAuth client than the one written now. Write the client ID and secret it was made with, or run carteiro login. More: { $link }
advice-google-clock = What was signed here is out of its time for Google: the clock of this machine is wrong. Set it by a time server (timedatectl set-ntp true, or w32tm /resync on Windows) and try again. More: { $link }
advice-google-code = Google does not take the code or the kept sign-in. Run { login-command }, and finish in the window that opens. More: { $link }
advice-google-delegation = The service account may not act for this person. An administrator of the Workspace adds its client ID (the number, not the e-mail) with the scope https://mail.google.com/ in the Admin console: Security, Access and data control, API controls, "Manage Domain Wide Delegation". It can take some hours to work. More: { $link }
advice-google-device = Google gives no permission for mail by a short code. Use authorization_code; on a machine without a browser run { login-command } elsewhere. More: { $link }
advice-google-internal = The application is for people of one organisation only. Sign in with an account of it, or set the user type to External in the Google Cloud console: Google Auth Platform, Audience. More: { $link }
advice-google-key = The key of the service account is not accepted: it was deleted, or belongs to another account. Make a new key (JSON) in the Google Cloud console, IAM & Admin, Service accounts, Keys, and put it into the vault. More: { $link }
advice-google-not-configured = The Workspace of this school has not decided about this application, or about people under 18. Its administrator allows it in the Admin console: Security, Access and data control, API controls. More: { $link }
advice-google-rate = Google was asked too often in a short time. Wait an hour, and see that not many sign-ins begin at once. More: { $link }
advice-google-redirect = The redirect URI is not among those of the OAuth client. In the Google Cloud console (Google Auth Platform, Clients, the client) add it byte for byte under "Authorized redirect URIs": http://localhost:8888/Callback with a capital C, or what redirect_uri says. More: { $link }
advice-google-request = Google does not allow this way of asking. The client must be of type "Web application" or "Desktop app", and the redirect URI one of this machine (http://localhost…) or https. More: { $link }
advice-google-revoked = Google has ended the kept sign-in. It does so when access is removed, when the password is changed, after six months without use, after the 100th sign-in of the same client, and after seven days while the application is in testing. Run { login-command }. More: { $link }
advice-google-scope = Google does not know what scopes asks for. Leave scopes out: for mail it is https://mail.google.com/. More: { $link }
advice-google-session = The Workspace wants people to sign in again every so often, and that time is over. Run { login-command }. Its administrator marks the application as Trusted and exempts trusted apps in the Admin console: Security, Google Cloud session control. More: { $link }
advice-google-subject = Google knows no such person in the Workspace. subject is the address of a user, not an alias, a group or the service account itself. More: { $link }
advice-google-testing = The sign-in lasted seven days: so Google ends those of an application whose publishing status is "Testing". In the Google Cloud console (Google Auth Platform, Audience) click "Publish app", then run { login-command }. More: { $link }
advice-google-token = Gmail does not take the token for this mailbox. It must allow https://mail.google.com/ (people can untick that when they sign in), and be of the very account whose mailbox is opened. Run { login-command }, tick everything, and check the user name. More: { $link }
advice-google-too-many-logins = Gmail was signed in to too often in a short time. Wait some minutes, and let fewer automations begin at once. More: { $link }
advice-google-web-login = Google wants to see a person in a browser before it goes on. Sign in to this account at https://mail.google.com, answer what it asks, and run again; or sign in with OAuth. More: { $link }
advice-imap-off = IMAP is switched off for this account. Switch it on in the settings of the mailbox, or ask its administrator. More: { $link }
advice-microsoft-no-passwords = Microsoft no longer takes passwords over IMAP. Sign in with OAuth instead. More: { $link }
advice-microsoft-not-connected = The sign-in was right, but there is no mailbox behind it for this user: it has no licence, IMAP is off for it, or the user has no access to the shared mailbox. More: { $link }
advice-not-authorized = Who signs in is known, and has no right to this mailbox. Whoever runs the server gives full access to it, or the user name is that of another mailbox. More: { $link }
advice-oauth-client = Compare client_id, and client_secret or certificate, with what the provider's page shows of the application. A secret that has run out is made anew there. More: { $link }
advice-oauth-consent = Nobody has yet allowed the application what it asks for. Run { login-command } and accept. More: { $link }
advice-oauth-denied = Run { login-command } again and accept. When nobody said no, the provider did: ask whoever runs it whether this person may use the application. More: { $link }
advice-oauth-device = Run { login-command } again, and type the new code before its time is over. More: { $link }
advice-oauth-grant = The kept sign-in, the code or the password is not valid any more. Run { login-command }; where a password or a key is used, correct it in the vault. More: { $link }
advice-oauth-interaction = The provider wants to see a person. Run { login-command }. More: { $link }
advice-oauth-later = It is the provider's own trouble. Try again in a few minutes. More: { $link }
advice-oauth-mode = At the provider, allow the application this way of signing in, or choose another mode under auth. More: { $link }
advice-oauth-request = The provider misses something or finds it wrong. Check client_id, redirect_uri and scopes against what is registered there. More: { $link }
advice-oauth-response-type = At the provider, allow the application the code flow (or, for implicit, tokens from the sign-in page). More: { $link }
advice-oauth-scope = Compare scopes with what the provider knows, and allow it to the application there. More: { $link }
advice-oauth-target = The provider does not know the service that the token is for. Compare scopes with its documentation. More: { $link }
advice-outlook-com-no-passwords = Outlook.com no longer takes passwords over IMAP, POP or SMTP, app passwords neither. Sign in with OAuth: authorization_code or device_code, with tenant_id: consumers. More: { $link }
advice-outlook-com-token = Outlook.com does not take the token. Switch on IMAP and POP at outlook.com (Settings, Mail, Forwarding and IMAP), write tenant_id: consumers, and see that the user name is the account's own address. More: { $link }
advice-password-ended = The password has run out. Change it where the account is kept, and put the new one into the vault. More: { $link }
advice-password-refused = Try the same user name and password in the provider's own webmail. If they work there, the user name may have to be the whole address, or the provider wants an app password or OAuth for programs. More: { $link }
advice-privacy-required = The server takes no credential over a connection that others can read. Write security: tls, or starttls. More: { $link }
advice-sign-in-later = The server cannot check passwords at the moment: this says nothing about yours. Try again later. More: { $link }
advice-token-refused = Check that the user name is the address of the mailbox, that the token comes from the provider this server trusts, and that scopes names what it wants. carteiro doctor shows what the token says. More: { $link }
advice-too-many-connections = Too many programs are connected to this mailbox at once. Close other mail programs, or wait a few minutes. More: { $link }
advice-yahoo-app-password = Yahoo takes an app password here, not that of the account. Make one under Account security. More: { $link }
advice-yahoo-client = Yahoo does not accept client ID and client secret. Copy both from developer.yahoo.com/apps; a client that Yahoo has not approved for mail is of no use here. More: { $link }
advice-yahoo-ended = Yahoo has ended the kept sign-in, as it does when the password is changed or access is removed. Run { login-command }. More: { $link }
advice-yahoo-mail = Yahoo gives mail only to clients that it has approved one by one. Ask for access, or use basic with an app password, which every account can make. More: { $link }
advice-yahoo-redirect = The redirect URI is not the one of the client. At developer.yahoo.com/apps write the same as redirect_uri says, byte for byte; Yahoo wants https. More: { $link }
advice-yahoo-token = Yahoo does not take the token for mail: its client is not approved for IMAP, or the user name is of another account. An app password with basic works for every account. More: { $link }
token-for-another = The token is for { $audience }, and this server takes tokens for { $wanted } only. Leave scopes out, so that what the connection needs is asked for, and where a person signs in run { login-command } again.
token-for-graph = The token is for Microsoft Graph, and mail servers take those for Exchange only. Add { $permission } under API permissions from "Office 365 Exchange Online", leave scopes out in the automation, and where a person signs in run { login-command } again.
token-no-service-principal = The token is as it must be, so what is missing is the application's right to the mailbox, or it was given to another object ID. An administrator runs in Exchange Online PowerShell: New-ServicePrincipal -AppId '{ $app }' -ObjectId '{ $object }' and then Add-MailboxPermission -Identity '{ $mailbox }' -User '{ $object }' -AccessRights FullAccess. This is the object ID of the enterprise application; if Get-ServicePrincipal shows another one for the application, remove that first with Remove-ServicePrincipal. It may take an hour to work.
token-not-yet = By the clock of this machine ({ DATETIME($now) }) the token begins only at { DATETIME($at) }: the clock is slow. Set it by a time server.
token-of-somebody-else = { $named ->
    [yes] The token is of { $person }, and the mailbox that is opened is { $mailbox }.
   *[no] The token is of somebody else than the mailbox that is opened.
} If it is a shared mailbox, an administrator runs in Exchange Online PowerShell: Add-MailboxPermission -Identity '{ $mailbox }' -User '{ $person }' -AccessRights FullAccess. Otherwise correct the username, or sign in as the other person: { login-command }.
token-over = By the clock of this machine ({ DATETIME($now) }) the token ended at { DATETIME($at) }. If it was handed out just now, the clock is fast: set it by a time server.
token-without-role = The token of the application lacks the role { $permission }; it has { $has ->
    [yes] { $found }
   *[no] none
}. Under API permissions of the app registration add { $permission } from "Office 365 Exchange Online" as an application permission, and click "Grant admin consent".
token-without-mailbox-role = The token names no role for mail, so the application is let in by Exchange (RBAC for Applications) or not at all, and into this mailbox it was not. An administrator runs in Exchange Online PowerShell: Test-ServicePrincipalAuthorization -Identity '{ $object }' -Resource '{ $mailbox }'. It should show "Application Mail.ReadWrite", and to send "Application Mail.Send", with InScope True. Where it does not: New-ManagementRoleAssignment -App '{ $object }' -Role 'Application Mail.ReadWrite' -CustomResourceScope 'SCOPE', with a scope that the mailbox is in. It takes up to two hours to arrive. A role of Microsoft Graph in Entra is needed only where the application is to open every mailbox of the organisation.
token-without-scope = The token lacks the permission { $permission }; it has { $has ->
    [yes] { $found }
   *[no] none
}. Under API permissions of the app registration add { $permission } as a delegated permission, leave scopes out in the automation, and sign in again: { login-command }.

# The doctor

doctor-addresses = { $host } is { $addresses }
doctor-capabilities = It offers { $capabilities }
doctor-capabilities-untold = It does not say what it can do
doctor-certificate = Certificate for { $names }, issued by { $issuer }, valid until { DATETIME($until) }, SHA-256 { $fingerprint }
doctor-connected = { $address } took the connection
doctor-endpoint = Service: { $endpoint }
doctor-exchange = { $name }, build { $build }
doctor-folders = { $count ->
    [one] One folder
   *[other] { $count } folders
}{ $known ->
    [yes] {"; "}{ $special }
   *[no] {""}
}
doctor-from-variable = { $field } from the variable "{ $name }"
doctor-from-vault = { $field } from the vault: { $path }
doctor-greeting = It says: { $text }
doctor-inbox-empty = The inbox is empty.
doctor-inbox-only = The inbox; POP3 knows no other folder
doctor-missing = It does not offer { $capabilities }: some things take more commands
doctor-newest = The newest message of the inbox: "{ $subject }", from { $from }, received { DATETIME($at) }
doctor-no-session = This automation opens no session, so there is nothing to look at.
doctor-no-such-session = This automation opens no session called "{ $session }".
doctor-server = { $host }, port { $port }, { $security ->
    [tls] TLS from the start
    [starttls] STARTTLS
   *[none] without TLS: everybody on the way can read along
}
doctor-session = Session { $session }
doctor-proxy = Through the proxy { $proxy }
doctor-sends = Sends messages of any size; nothing was sent
doctor-sends-by-itself = Exchange itself, over the same service
doctor-sends-up-to = Sends messages of up to { $size } bytes; nothing was sent
doctor-signed-in = Signed in by { $mechanism }
doctor-step-connection = Connection
doctor-step-folders = Folders
doctor-step-greeting = Greeting
doctor-step-message = One message
doctor-step-names = Name of the server
doctor-step-sending = Sending server
doctor-step-sign-in = Sign-in
doctor-step-tls = TLS
doctor-step-token = Token
doctor-step-values = Values
doctor-tls = { $version }
doctor-token-allows = It allows { $allowed }
doctor-token-allows-nothing = It names no permission
doctor-token-application = Application { $application }
doctor-token-audience = It is for { $audience }
doctor-token-issuer = Issued by { $issuer }
doctor-token-mailbox = It is shown to open the mailbox of { $mailbox }
doctor-token-nobody = Nobody has signed in: the application acts for itself
doctor-token-opaque = It says nothing of itself: only its issuer can read it
doctor-token-person = Signed in: { $person }
doctor-token-tenant = Directory { $tenant }
doctor-token-until = Valid until { DATETIME($at) }, { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
} from now
doctor-typed = { $field } typed in the automation
doctor-without-top = It does not offer TOP: for a header the whole message is fetched
doctor-without-uidl = It does not offer UIDL: messages are told apart by their headers and sizes, and all headers are fetched to begin with
doctor-value = { $field }: { $value }
explain-automation = { $file }: { $automation }
explain-sessions = Sessions
explain-session = line { $line }: { $session }: { $protocol ->
        [pop3] POP3
        [ews] EWS
        [outlook] Microsoft Graph
       *[imap] IMAP
    } at { $host }, port { $port }, { $security ->
        [tls] TLS from the start
        [starttls] STARTTLS before anything is said
       *[none] in the clear: everybody on the way reads along
    }
explain-sign-in = Signs in with { $mode ->
        [login] the Microsoft account that has signed in (carteiro login microsoft)
        [basic] user name and password
       *[other] OAuth 2.0 ({ $mode })
    }{ $known ->
        [yes] , as { $user }
       *[no] { "" }
    }.
explain-looked-up = The run asks the domain where its Exchange is (Autodiscover).
explain-allowed = May do no more than: { $allow }.{ $read_only ->
        [yes] { " " }Folders are opened for reading only.
       *[no] { "" }
    }
explain-sends-by = Sends by { $host }, port { $port }, { $security ->
        [tls] TLS from the start
        [starttls] STARTTLS before anything is said
       *[none] in the clear: everybody on the way reads along
    }, { $named ->
        [provider] the server of this provider
       *[written] as the file says
    }; signs in there { $mode ->
        [none] as for reading
        [basic] with user name and password
       *[other] with OAuth 2.0 ({ $mode })
    }{ $known ->
        [yes] , as { $user }
       *[no] { "" }
    }.
explain-sends-later = Sends by the server of the provider, once the run knows where mail is read. Where that is no known provider, it has no outgoing server and sending fails.
explain-sends-nowhere = It has no outgoing server: sending fails. Name one under outgoing:.
explain-sends-itself = Sends by itself: Exchange takes the message over the same service, and keeps a copy among what was sent.
explain-look = line { $line }: { $action }: { $folder }{ $recursive ->
        [yes] { " " }and the folders below it
       *[no] { "" }
    } in { $session }
explain-which = { $order ->
        [newest_first] Newest first
       *[oldest_first] Oldest first
    }{ $limited ->
        [yes] , at most { $limit }
       *[no] { "" }
    }.
explain-once = Messages that an earlier run has done are left out: { $protocol ->
        [pop3] by their names (UIDL) before anything of them is fetched, or by their headers where the names are not known.
        [ews] by their names (ItemId) before anything of them is fetched, or by their headers where the names are not known.
        [outlook] by their names (id) before anything of them is fetched, or by their headers where the names are not known.
       *[imap] by their numbers before anything of them is fetched, or by their headers where the numbers are not known.
    }
explain-arriving = { $any ->
        [yes] Looks for the last that came, then waits for what comes in.
       *[no] Waits for what comes in from now on.
    } { $protocol ->
        [pop3] It lists what is there from time to time, and looks at what is new.
        [outlook] It asks from time to time what has changed (delta), and looks at what is new.
        [ews] The server tells what has come in (notifications).
       *[imap] Whenever something has come in, it searches.
    }
explain-asked = { $protocol ->
        [pop3] The server is asked for all that is there ({ $asked }), and searches nothing. Every condition is checked here:
       *[imap] The server is asked for: { $asked }
    }
explain-condition = { $written }{ $implied ->
        [yes] { " " }(unless the file says more)
       *[no] { "" }
    } — { $decided ->
        [server] the server decides it
        [always] holds of every message
        [both] the server narrows it down, the rest is decided here
        [marks] decided here by what was marked, before anything is fetched
       *[here] decided here
    }{ $why ->
        [text] : each server searches texts in a way of its own
        [days] : servers know days only, in a time zone of their own; a day is added on both sides
        [structure] : there is no search for the parts of a message
        [class] : there is no search for what a message is for
        [large] : no search knows sizes of 4 GiB and more
        [alternative] : the server would have to decide each of the alternatives
        [opposite] : the server does not decide all of what is excluded, and would rule out too much
       *[none] { "" }
    }{ $large ->
        [yes] ; of 4 GiB and more, decided here
       *[no] { "" }
    }
explain-counted = The server tells the number; no message is looked at.
explain-fetched = What is fetched:
explain-read = { $of ->
        [found] of all that the server finds
        [listed] of all that is there
        [left] of all that is not ruled out by what was marked
        [arrived] of what came in and is found
        [enough] of what the server finds, until there is enough
        [some] of what is there, until there is enough
        [open] of those that their headers leave open
        [still_open] of those that are still open then
       *[meant] of those that match
    }: { $what }{ $told ->
        [yes] , because of { $because }
       *[no] { "" }
    }
explain-what = { $what ->
        [header] the header (flags, date, size, people, subject)
        [top] the header (TOP)
        [item] the header (GetItem: flags, date, size, people, subject)
        [mime] the whole message (MimeContent)
        [retr] the whole message (RETR)
        [all_headers] all header fields
        [structure] which parts there are
        [text] the text
        [purpose] the invitation, receipt or bounce in it
       *[content] the whole message
    }
explain-fields = the header fields { $fields }
explain-because = { $name }{ $known ->
        [yes] { " " }in line { $line }
       *[no] { "" }
    }
explain-whole-anyway = The whole message { $text ->
        [yes] instead where it has up to { $kib } KiB and its text is wanted, and
       *[no] instead
    } where a server does not tell its parts well, or something is packed in a winmail.dat.
explain-in-parts = Of a message beyond { $kib } KiB only the parts that some step saves, where that leaves out much.
explain-body = { $most ->
        [1] One message after the other
       *[other] Up to { $most } messages at once
    }{ $stops ->
        [yes] ; the first that fails ends the run
       *[no] { "" }
    }.
explain-turn = line { $line }: { $action }: { $how ->
        [waits] waits for its turn, in the order of the messages
        [joined] overlaps; what waits together goes out as one command
       *[overlaps] overlaps
    }
explain-together = Changed together, up to { $most } at a time.
explain-one-by-one = One message after the other.
explain-changes = What it may change
explain-changes-nothing = It changes nothing outside.
explain-change = line { $line }: { $what }{ $held ->
        [at_the_end] , once the session has ended
        [here] , kept here for this account
       *[mailbox] { "" }
    }{ $known ->
        [yes] { " " }({ $session })
       *[no] { "" }
    }{ $times ->
        [message] , for each message
        [value] , for each value
       *[once] { "" }
    }
explain-moves = moves mail to { $folder }
explain-copies = copies mail to { $folder }
explain-deletes = { $permanently ->
        [yes] deletes mail for good
       *[no] puts mail into the trash
    }
explain-marks = marks mail as { $marks }
explain-stores = { $given ->
        [yes] stores a message in { $folder }
       *[no] keeps a copy in the folder for sent mail, unless the server does
    }
explain-sends = { $how ->
        [reply] answers who wrote a message
        [reply_all] answers all who got a message
        [forward] passes a message on
        [draft] sends a draft to those it names
       *[send] sends a message
    }{ $known ->
        [yes] { " " }to { $to }
       *[no] { "" }
    }
explain-junks = { $junk ->
        [yes] moves mail to the unwanted mail
       *[no] brings mail back from the unwanted mail to the inbox
    }
explain-drafts = writes a draft { $given ->
        [yes] in { $folder }
       *[no] in the folder for drafts
    }
explain-makes-folder = makes the folder { $folder } where it is missing
explain-renames-folder = renames the folder { $folder } to { $to }
explain-deletes-folder = deletes the folder { $folder }{ $empty ->
        [yes] , only when it is empty
       *[no] { " " }with all messages in it
    }
explain-asks = sends a { $method } request to { $host }
explain-appends = appends lines to the file { $file }
explain-saves = saves files to { $folder }{ $overwrites ->
        [yes] , in place of those of the same name
       *[no] { "" }
    }
explain-runs = runs the automation { $file }
explain-pop3-headers = POP3 tells headers (TOP) or whole messages (RETR), and nothing between. Without TOP, a header comes with the whole message.
explain-pop3-marks = POP3 keeps no marks. What was read is kept for this account in the data directory, for all automations.
explain-pop3-names = Without UIDL, a message is known by its header and size: to begin with, the headers of all messages are fetched.
explain-pop3-removes = POP3 removes when a session ends in good order (QUIT): at disconnect, at the end of the run, after every 100 messages, and before it looks for new mail. After a broken connection, messages are deleted again in the next session.
explain-pop3-sends = POP3 has no folder for sent mail, and no marks for what was answered: neither is kept, unless the outgoing server keeps copies by itself.
explain-pop3-waits = A session of POP3 does not see new mail: while it waits, it signs in anew every minute.
explain-varies = What depends on the server
explain-varies-move = Without MOVE, moving is copying, and removing the originals as deleting for good does.
explain-varies-remove = Without UIDPLUS, what is deleted for good stays marked as deleted until the mailbox is expunged.
explain-varies-roles = The trash and the folders for drafts, sent and unwanted mail are those that the server names as such; without one the step fails, but for a copy of what was sent: the run tells that there is none.
explain-varies-recursive = Of the folders below, those for drafts, sent and unwanted mail, the trash, and views of all or of flagged mail are left out where the server says what they are.
explain-varies-count = Without ESEARCH, the numbers of the messages travel and are counted here.
explain-varies-watch = New mail is told by the server (IDLE), over a connection of its own; without that it is asked every minute.

# Exchange Web Services
ews-busy = Exchange is busy and asks to be left alone for a while.
ews-changed = The message was changed by somebody else meanwhile.
ews-connection = TLS cannot be set up on this machine.
ews-content = Exchange cannot make a message of what it has, or was given.
ews-credential-characters = The user name or the password holds characters that cannot be shown to a server: of the user name a colon, of both a line end.
ews-forbidden = Exchange does not let this application in, or not to this mailbox.
ews-in-the-clear = The address of the service begins with http:, so the password or token would travel in the clear. Write https:.
ews-moved = There is no Exchange Web Services at this address; the server points to { $to }. Write that as the endpoint, if it is yours.
ews-no-mailbox = Exchange knows no mailbox of this address.
ews-nonsense = What the server answers is nothing that Exchange Web Services answers.
ews-not-found = Exchange does not find what was asked for.
ews-not-here = There is no Exchange Web Services at this address.
ews-not-offered = The server does not take { $mechanism }. It offers: { $offered }. Choose another authentication mode.
ews-ntlm-broken = The server ends each connection before a sign-in by NTLM is done. Something between here and the server, such as a proxy, may not keep connections.
ews-silent = { $host } was silent for { $seconds } s.
ews-version = The server does not know this version of Exchange Web Services, or nothing of what it asked for.
ews-version-refused = The server ({ $server }) does not speak { $version }. Leave out version: then the newest that it speaks is taken.
autodiscover-cloud = This mailbox is in Microsoft 365, as { $host } shows, and what this session would show is not taken there. Write domain: smtp.office365.com, and sign in by authorization_code, device_code or client_credentials with provider: microsoft.
autodiscover-elsewhere = The Exchange of { $domain } points to { $to }, which is not of that domain, and a password or token is shown to no other. If it is yours, write it as the endpoint, such as https://mail.example.org/EWS/Exchange.asmx.
autodiscover-nothing = Nobody names the Exchange of { $domain } (Autodiscover). Write the endpoint, as whoever runs it tells you: https://mail.example.org/EWS/Exchange.asmx, or the domain of the server.
autodiscover-refused = The Exchange of { $domain } does not accept this user name with this password or token (Autodiscover). Check both. The user name may have to be DOMAIN\user instead of an address; then write the endpoint as well.

# Microsoft Graph
graph-account-blocked = Exchange lets this account send nothing any more: it was blocked because it sent too much, or what looked unwanted.
graph-attachment-too-large = The attachment { $name } has { $size } bytes. Microsoft Graph takes { $limit } at most.
graph-busy = Microsoft asks to be left alone for a while: much was asked of this mailbox, or it is being moved or is not up just now.
graph-changed = The message was changed by somebody else meanwhile.
graph-connection = TLS cannot be set up on this machine.
graph-content = Exchange cannot make a message of what it has, or was given.
graph-daily-limit = This mailbox has sent as many messages as Exchange lets it send in a day, or to as many recipients. This message was not sent, and none will be until a day has passed since the first of them: run the automation again then.
graph-denied = Microsoft Graph does not let this application, or whoever signed in, do this in this mailbox.
graph-in-the-clear = The address of Microsoft Graph begins with http:, so the token would travel in the clear. Write https:.
graph-mailbox-elsewhere = Microsoft Graph does not reach this mailbox: it is on an Exchange of one's own, or has no licence, or is not active. An Exchange of one's own is reached by ews.
graph-message-too-large = The message with its attachments has { $size } bytes. Exchange takes { $limit } at most.
graph-moved = There is no Microsoft Graph at this address; the server points { $known ->
    [yes] to { $to }
   *[no] elsewhere
}.
graph-needs-mailbox = An application that signs in for itself has no mailbox of its own. Give the mailbox.
graph-needs-write = The message is larger than 3 MB and goes out by a draft, which takes the permission Mail.ReadWrite; the token has it not. Add it in the registration of the application, have somebody consent, and sign in again.
graph-no-mailbox = Microsoft 365 knows no mailbox of this address, or none in this cloud.
graph-nonsense = What the server answers is nothing that Microsoft Graph answers.
graph-not-found = Microsoft Graph does not find what was asked for.
graph-perhaps-sent = Nobody knows whether Exchange has sent the message. It is not among what was sent; it may still be in Drafts, from where it goes out if somebody sends it.
graph-rest-too-large = Without its attachments the message still has { $size } bytes, or what is large in it is signed or encrypted and cannot be taken apart. Microsoft Graph takes { $limit } at most.
graph-send-as = Exchange does not let this account send as the address in From. An administrator grants "Send As" or "Send on Behalf" for it, which may take an hour to arrive.
graph-shared-upload = Microsoft refuses attachments of 3 MB or more in the mailbox of somebody else to everybody who signs in as a person. Send the message from your own mailbox with the shared address in From, or sign in as an application by client_credentials.
graph-silent = { $host } was silent for { $seconds } s.
graph-token-characters = The token holds characters that cannot be shown to a server.
graph-tokens-only = Microsoft Graph takes no passwords. Sign in by authorization_code, device_code or client_credentials with provider: microsoft.
graph-too-large = Exchange takes no message of this size. Most organisations allow 35 MB; an administrator can allow up to 150 MB.
graph-unsupported = Microsoft Graph in this cloud cannot do that.

## The database
database-address = This is no address of a database. Write sqlite:FILE or postgres://user:password@host/name.
database-busy = The database has too much to do. Try again in a moment.
database-changed = The database is not as this version of Carteiro has left it: somebody changed its tables, or a change broke off. Restore a backup.
database-denied = The database at { $at } does not let Carteiro in: the user or the password is another.
database-exists = It is there already.
database-full = The database is full: there is no room on its disk.
database-gone = What it refers to is not there any more.
database-lost = The connection to the database broke.
database-migration = The database could not be brought up to date. Nothing is lost: it is as it was before.
database-missing = There is no such database at { $at }. Create it first.
database-newer = A newer version of Carteiro has used this database. Start that version, or restore a backup from before.
database-unreachable = The database { $at } cannot be opened.

## What seals secrets
seal-damaged = The secret { $name } cannot be opened: it is damaged, or was put in another's place. Save it again.
seal-key-form = This is no master key: one is 32 bytes in Base64, as carteiro key export writes it.
seal-wrong-key = The database was sealed with another master key. Start with the key that belongs to it; nothing was changed.

## Who may come in
name-illegal = A name is one line of 1 to 200 characters.
password-length = A password has at least { $shortest } characters, and at most { $longest }.
permission-edit-automations = Edit automations
permission-manage-connections = Manage connections
permission-manage-lockers = Manage lockers
permission-manage-people = Manage people
permission-manage-settings = Manage settings
permission-missing = This takes the permission "{ $permission }". Ask an administrator for a role that has it.
permission-run-automations = Run automations
permission-view-audit = View the audit log
permission-view-automations = View automations
permission-view-connections = View connections
permission-view-metrics = View metrics
permission-view-others-runs = View others' runs
person-disabled = { $name } may no longer come in. An administrator can let them in again.
person-exists = There is somebody called { $name } already.
person-last = Somebody has to be left who manages people. Give another person a role with that permission first.
person-missing = There is nobody like that.
role-administrator = Administrators
role-exists = There is a role called { $name } already.
role-missing = There is no such role.
session-missing-here = There is no such session: it may have ended.
setup-done = There is an administrator already. Sign in.
setup-token = The set-up token is another. It was printed where Carteiro was started last.
sign-in-locked = Too many wrong passwords. Wait a while, then try again.
sign-in-wrong = The name or the password is wrong.

## Requests
request-form = The request is not understood: { $error }.
request-from-elsewhere = The request comes from another site.
request-no-json = The request has to be JSON, with Content-Type: application/json.
request-too-large = The request is too large.
route-method = This address knows no such method.
route-missing = There is nothing at this address.
sign-in-first = Sign in first.

## carteiro serve
serve-tls = The certificates or their key cannot be used. Both are in PEM, the server's own certificate first.
ui-serve-ask-name = There is no administrator yet. Their name (empty: make one later, by a token):
ui-serve-ask-password = A password of at least 12 characters:
ui-serve-file = { $file } cannot be read.
ui-serve-here = The Control Room is at { $url }. Ctrl-C ends it.
ui-serve-port = { $address } cannot be listened on.
ui-serve-set-up =
    There is no administrator yet. Whoever opens this address becomes it:
    { $url }/set-up#{ $token }
    or, without a browser:
    curl { $url }/api/setup -H 'Content-Type: application/json' -d '{"{"}"token": "{ $token }", "name": "…", "password": "…"{"}"}'

## Audit log, settings, pages
audit-person-added = { $name } may come in now.
audit-person-disabled = { $name } may no longer come in.
audit-person-email = The e-mail address of { $name } was changed.
audit-person-enabled = { $name } may come in again.
audit-person-password = { $name } was given another password.
audit-request-refused = { $method } { $path } was refused.
audit-role-added = The role { $name } was made. It allows: { $permissions }
audit-role-changed = The role { $name } was changed. It allows: { $permissions }
audit-role-given = { $name } was given the role { $role }.
audit-role-removed = The role { $name } was removed.
audit-role-taken = The role { $role } was taken from { $name }.
audit-session-revoked = A session was ended.
audit-set-up = { $name } became the first administrator.
audit-settings = The settings were changed: { $settings }
audit-sign-in = { $name } signs in.
audit-sign-out = { $name } signed out.
page-cursor = The cursor does not belong to this list. Ask without one for the first page.
person-email = "{ $found }" is no e-mail address: write one as ana@example.org.
version-changed = Somebody has changed it meanwhile. Look at what it is now, and change that.
version-wanted = The request has to say which version it changes, in If-Match: the ETag of what was read.



## Getting in: second factor, single sign-on, API tokens, keys, backup
api-token-many = Nobody has more than { $most } API tokens. Revoke one that is not needed any more.
api-token-missing = There is no such API token: it may have been revoked.
api-token-time = An API token lasts until a moment that is still to come, and no longer than a year.
api-token-unknown = This is no API token, or none any more: it has ended, or was revoked. Make another in the Control Room.
audit-api-token-made = The API token { $name } was made, which lasts until { DATETIME($until) }. It allows: { $permissions }
audit-api-token-revoked = The API token { $name } was revoked.
audit-key-data = A new data key was made.
audit-key-exported = The master key was exported.
audit-key-master = The master key was changed.
audit-person-renamed = { $before } is called { $name } now.
audit-recovery-code-used = A recovery code was used.
audit-recovery-codes = { $name } has new recovery codes.
audit-second-factor-off = The second factor of { $name } was turned off.
audit-second-factor-on = { $name } has turned a second factor on.
audit-sessions-revoked = All sessions of { $name } were ended.
audit-sso-added = People may sign in at { $name } ({ $issuer }) now.
audit-sso-changed = Signing in at { $name } ({ $issuer }) was changed.
audit-sso-last = { $name } keeps the role { $role }, whatever the groups are: nobody else would manage people.
audit-sso-linked = { $name } signs in at { $provider } now, as { $subject }.
audit-sso-made = { $name } came by { $provider } for the first time.
audit-sso-removed = Nobody signs in at { $name } any more.
audit-sso-sign-in = { $name } signs in at { $provider }.
audit-sso-unlinked = { $name } does not sign in at { $provider } any more.
backup-damaged = The backup is damaged, cut off or changed, as line { $line } shows. Nothing was restored. Take another backup.
backup-elsewhere = The tables of this database are newer than those of the backup. Restore it into a database that is not there yet: it is brought up to date then.
backup-newer = The backup was written by a newer version of Carteiro ({ $version }). Restore it with that version.
backup-none = This is no backup of Carteiro.
backup-not-empty = There is something in this database already, in the table { $table }. A backup is restored into an empty one only.
backup-nothing = There is nothing in this database to back up: it has no tables yet.
backup-row-long = A row of the database is longer than { $most } bytes and cannot be backed up.
backup-unread = The backup cannot be read.
backup-unwritten = The backup cannot be written.
proof-one = Give your password, or a code of your second factor: one of both.
proof-wrong = The password or the code is wrong.
request-too-often = Too many requests came from there. Wait a moment, then try again.
seal-key-missing = The master key of this database is not here: { $file } is missing. Put it back, by carteiro key import or from a backup of the folder, or give it in CARTEIRO_MASTER_KEY. No other was made: it would open nothing.
seal-key-there = There is a master key here already, and nothing in the database that says which is right. Nothing was changed.
seal-source-credential = the credential carteiro-master-key of systemd
seal-source-file = the file { $file }
seal-source-passphrase = the passphrase in CARTEIRO_PASSPHRASE, with { $file }
seal-source-variable = the variable CARTEIRO_MASTER_KEY
second-factor-missing = No second factor is on.
second-factor-there = There is a second factor already. Turn it off first to begin with another app.
second-factor-wrong = This is not what the app shows now. Look whether the clock of the phone is right, and type the code that it shows now.
session-wanted = A program with an API token may not do this. Sign in in a browser.
sign-in-code-wanted = The password is right. Now the code that your app shows, or a recovery code.
sign-in-code-wrong = The code is wrong, or was used before. Wait for the next one.
sso-attempt = This sign-in did not begin in this browser, was finished before, or took longer than ten minutes. Begin again.
sso-clear = The provider wants to be asked at { $url }, which others can listen in on. Its addresses have to begin with https:.
sso-code-refused = The provider does not accept that you come from there. Begin again; if that does not help, the client's name or its secret is wrong.
sso-discovery = What { $name } says of itself is not understood. Look whether its issuer is written as the provider writes it.
sso-exists = There is a provider called { $name } already.
sso-issuer = { $issuer } is no issuer: one is an address such as https://login.example.org, as the provider tells it.
sso-linked = Somebody signs in there so already, or this person does under another name.
sso-many-groups = The provider says that you are in too many groups to tell them in { $claim }. An administrator lets it tell only those that matter here.
sso-missing = There is no such sign-in.
sso-no-name = The provider does not tell who you are: { $claim } is missing in what it says, or is no name.
sso-nonsense = What the provider answers is not understood.
sso-refused = { $name } has not let you in: { $error }
sso-taken = There is somebody called { $name } here already. If that is you, sign in with your password and link { $provider } in your profile, or ask an administrator.
sso-token = What the provider says of you is not signed by it, not meant for this Control Room or this sign-in, or no longer good. Begin again.
sso-unknown = { $name } is not known here. Ask an administrator to let you in.
sso-unreachable = { $host } cannot be reached.
sso-unverified = The provider does not vouch for the address { $name }. Confirm it there first.
sso-word = "{ $word }" is no name that a provider knows: there is nothing in it, a space, or too much.
ui-db-backed-up = { $rows } rows are in { $file }.
ui-db-file = { $file } cannot be written. A file that is there already is never overwritten.
ui-db-key-wanted = What is sealed in it opens with the master key of the database that was backed up: put it in place with carteiro key import.
ui-db-migrated = Done: { $change }
ui-db-missing = There is no database at { $file }.
ui-db-no-key = The master key is not in it, and without it nothing that is sealed can be opened. Keep it elsewhere: carteiro key export
ui-db-restored = { $rows } rows of { $made } were restored to { $at }.
ui-db-up-to-date = The database is up to date.
ui-key-ask-again = Once more:
ui-key-ask-export = Whoever sees the master key and the database reads all secrets. Show it here? (y/N)
ui-key-ask-import = The master key:
ui-key-ask-passphrase = The new passphrase:
ui-key-data = There is a new data key: it seals from the next start on, and what was sealed before opens as ever. Where several processes share the database, start all of them anew.
ui-key-differs = These two differ.
ui-key-elsewhere = The master key goes into a file or to another program, not to a terminal. Look to it that nobody else reads it there.
ui-key-imported = The master key is in { $folder } now, and opens the database.
ui-key-keep = This is the new master key. Put it where the old one was, before you go on: with the old one nothing opens any more then.
ui-key-kept = Is it in its place? (y/N)
ui-key-master = The data keys are sealed with a new master key now ({ $key }). The old one opens this database no more, but backups from before. Processes that are running go on.
ui-key-not-told = Nothing was shown. At a terminal you are asked; in a script, give --yes.
ui-key-unchanged = The master key was not changed.
ui-key-unheard = Nobody could be told the new key, so nothing was changed: { $error }
ui-key-unused = But it is not used: { $key } goes before the file.
ui-serve-key = The master key comes from { $key }.
ui-users-no-password = A password is needed: type it, or send it as a line to stdin.
ui-users-no-role = There is no role called { $role }. There are: { $known }
ui-users-one = { $name } · { $count ->
    [0] no roles
   *[other] { $roles }
}{ $factor ->
    [yes] {" "}· second factor
   *[no] {""}
}{ $disabled ->
    [yes] {" "}· may not come in
   *[no] {""}
}
ui-users-token = { $id } · { $name } · { $scopes } · until { $until } · { $known ->
    [yes] used last on { $used }
   *[no] never used
}
ui-users-token-revoked = The API token is good for nothing any more.


## Vault
allowed-host-form = "{ $found }" is no host: write one as mail.example.org, or *.example.org for all below it.
audit-credential-added = The credential { $path } was made. It may go to: { $bound ->
        [yes] { $hosts }
       *[no] any host
    }
audit-credential-changed = The credential { $path } was changed. It may go to: { $bound ->
        [yes] { $hosts }
       *[no] any host
    }
audit-credential-given = { $name } was given a value of their own for { $path }.
audit-credential-read = { $path } is read in { $run }.
audit-credential-removed = The credential { $path } was removed with its values.
audit-credential-taken-back = The value that { $name } had for { $path } was removed.
audit-credential-value = { $path } has another value.
audit-credential-value-removed = The value of { $path } was removed.
audit-credential-value-restored = { $path } has its value number { $number } again.
audit-locker-added = The locker { $name } was made.
audit-locker-changed = The locker { $name } was described anew.
audit-locker-person = { $name } is { $standing ->
        [owner] an owner
        [manager] a manager
       *[participant] a participant
    } of the locker { $locker } now.
audit-locker-person-removed = { $name } is nothing in the locker { $locker } any more.
audit-locker-removed = The locker { $name } was removed with { $count } { $count ->
        [one] credential
       *[other] credentials
    }.
audit-locker-role = Holders of the role { $role } use the locker { $locker } now.
audit-locker-role-removed = Holders of the role { $role } use the locker { $locker } no more.
credential-attributes = A credential has 1 to { $most } attributes, each with a name of its own.
credential-denied = Who manages the locker { $locker } changes { $path }, and whoever made it as long as they take part there.
credential-empty = { $path } has no value yet. Whoever manages its locker gives it one, or: carteiro credentials set { $path }
credential-exists = There is a credential { $path } already.
credential-gone = There is no such credential or attribute, or it is in no locker of yours.
credential-hosts = These are too many hosts: { $longest } characters at most.
credential-no-version = There is no value number { $number }: the last ten are kept.
credential-not-for = { $name } has no credential { $path }: there is none, or the locker { $locker } is none of theirs. Whoever manages that locker can let them in, or a role of theirs.
credential-not-given = { $name } has given no value for { $path } yet. They do so under "My credentials", or whoever holds the key: carteiro credentials set { $path } --person { $name }
credential-nowhere = There is no { $path } in the vault. Compare the names, or put it in: carteiro credentials set { $path }
credential-of-whom = Each person gives a value of their own for { $path }, and nobody is named for whom this runs. Say as whom.
credential-other-host = The credential { $path } may not go to { $host }, only to { $hosts }. Nothing was sent. Compare the server's name, or let whoever manages the credential allow this host.
credential-own-denied = Each person gives this value for themselves.
credential-read-along = The proxy { $host } could read the credential { $path }, which may only go to { $hosts }: without security: tls or starttls, or with a ca_file or fingerprint, nobody else vouches for the server behind it. Let whoever manages the credential allow the proxy's host, or leave these out.
credential-standard = { $attribute } has one value for all: whoever manages the credential gives it.
credential-user-provided = Each person gives a value of their own for { $attribute }, under "My credentials".
import-user-provided = Each person gives a value of their own for { $path }. Say whose it is: carteiro credentials set { $path } --person NAME
import-value = The value of { $path } is empty or larger than 64 KiB. Nothing was taken over.
locker-consumer-role = Consumers are so by a role: give them one that uses the locker.
locker-denied = In the locker { $locker } this takes { $standing ->
        [owner] an owner. Its owners can make you one
        [manager] a manager. Its owners can make you one
       *[participant] a participant. Whoever manages it can make you one
    }.
locker-exists = There is a locker called { $name } already.
locker-last-owner = The locker has to keep an owner who may come in. Make somebody else an owner first.
locker-missing = There is no such locker, or you are nothing in it.
vault-description = A description has { $longest } characters at most, and no control characters.
vault-name = "{ $found }" is no name here: write a-z, 0-9, _ and -, at most { $longest } of them.
vault-value = A value has at least one byte and at most { $largest } KiB.



## Connections
audit-connection-added = The connection { $name } ({ $provider }) was made.
audit-connection-changed = The connection { $name } was changed.
audit-connection-needs-sign-in = The connection { $name } needs somebody to sign in again ({ $why }).
audit-connection-removed = The connection { $name } was removed.
audit-connection-sign-in-failed = Signing in to the connection { $name } failed ({ $why }).
audit-connection-sign-in-refused = A sign-in was answered in another session than it was begun in.
audit-connection-signed-in = { $account } signed in to the connection { $name }.
audit-connection-signed-out = { $account } signed out of the connection { $name }.
audit-connection-tested = The connection { $name } was tested.
audit-connection-used = The run { $run } uses the connection { $name } at { $host }.
audit-notice-automation = Notices go out by mail by version { $version } of the automation { $path }, in the name of { $person }.
audit-notice-automation-removed = Notices go out by mail no more.
audit-notice-secret = What notices are signed with was set.
audit-notice-secret-removed = Notices are not signed any more.
connection-addresses-known = The addresses of { $provider } are known: leave issuer, authorization_url, token_url and device_url out, or choose custom.
connection-as-user = In the connection { $name } each person signs in for themselves. Say for whom: --as NAME.
connection-attempt-over = This attempt to sign in is over: it took too long, or the connection has changed since. Start again.
connection-attempt-used = This attempt to sign in was answered already. Start again.
connection-awaited = Another process is asking for the next token of the connection { $name }, and has not come back. Try again in a minute.
connection-certificate-ended = The certificate ended on { DATETIME($day) }. Upload a new one here and at the provider.
connection-certificate-ends = The certificate ends on { DATETIME($day) }.
connection-client-missing = The client ID is missing: what the provider calls the application.
connection-default-custom = A custom provider has no default: automations name its connection.
connection-ended = The sign-in has ended, and brought nothing that lasts longer. Sign in again; ask for the scope offline_access, where the provider knows it.
connection-exists = There is a connection called { $name } already.
connection-fails = There was no token the last time. It is tried again in a moment.
connection-host = "{ $found }" is no host. Write it alone, such as imap.example.org: no port, no address, no *.
connection-hosts-known = To whom tokens of { $provider } may be shown is known: leave allowed_hosts out.
connection-hosts-missing = Say in allowed_hosts to which hosts the tokens may be shown, such as imap.example.org. They go to nobody else.
connection-import-custom = it is of { $provider }, and to whom its tokens may be shown was written down nowhere. Make a connection with allowed_hosts, and sign in there.
connection-import-proof = its application { $client } at { $provider } shows a secret, which is not kept. Make a connection with the secret, and sign in there.
connection-instead = Here nobody can sign in while a run waits. Use a connection of the Control Room: auth: {"{"} managed: {"{"} connection: NAME {"}"} {"}"}.
connection-key-missing = The JSON key of the service account is missing.
connection-line = What is written is one line each, of at most 1000 characters; a scope has no spaces, and there are at most 100 scopes and hosts.
connection-microsoft-only = Tenant and cloud are for Microsoft only.
connection-missing = There is no such connection.
connection-name = "{ $found }" is no name of a connection: it is made of a-z, 0-9, _ and -, at most { $longest } of them, as automations write it.
connection-no-default = No connection is the default for { $provider }. An administrator marks one, or the automation names one: auth: {"{"} managed: {"{"} connection: NAME {"}"} {"}"}.
connection-nobody-signs-in = With this grant nobody signs in: the application acts for itself. Its token is shared; test the connection instead.
connection-not-asked = With this provider and this grant nobody asks for { $field }: leave it out.
connection-not-for-you = There is no connection called { $name } that you may use. Roles decide who may: ask an administrator.
connection-not-signed-in = Nobody has signed in to the connection { $name } yet. An administrator does so once, for all.
connection-not-signed-in-person = You have not signed in to the connection { $name } yet. Do so under My settings, OAuth connections.
connection-other-host = Tokens of the connection { $name } are shown to { $hosts } only, and { $host } is none of them.
connection-other-session = This answer belongs to a sign-in that was begun in another browser, or by somebody else. Begin again, and finish in the same window.
connection-overtaken = Somebody has signed in to the connection { $name } anew, or signed out, while its token was being renewed.
connection-renewal-lost = The provider does not take the kept sign-in any more. A renewal broke off before what is new could be stored, and the provider takes each one once. Sign in again.
connection-scopes-missing = Whoever signed in did not allow all that is needed. Missing: { $scopes }. Sign in again, and tick everything.
connection-secret-elsewhere = The connection goes to another place now. Give its secret again, or leave it empty: what was given for one place is sent to no other.
connection-secret-ended = The secret ended on { DATETIME($day) }. Make a new one at the provider, and save it here.
connection-secret-ends = The secret ends on { DATETIME($day) }.
connection-service-elsewhere = { $provider } has neither EWS nor Microsoft Graph. Choose among imap, pop3 and smtp.
connection-services-missing = Say what the tokens are for: some of imap, pop3, smtp, ews, graph.
connection-sign-in-again = Somebody has to sign in again.
connection-sign-in-browser = This sign-in takes a browser in which you are signed in to the Control Room.
connection-subject = The service account of the connection { $name } acts for { $subject } alone.
connection-subject-elsewhere = Only a service account acts for a subject: leave it out.
connection-test-subject = Say for whom the service account is to act in this test: give a subject.
connection-token-came = The provider has handed out a token for the connection { $name }.
connection-token-came-person = The provider has handed out a token of yours for the connection { $name }.
connection-token-type = The tokens of the connection { $name } are { $token }. Write that, or leave "token" out.
connection-two-resources = A token of Microsoft is for Graph or for Exchange, not for both. Make a connection for each.
connection-unknown = There is no connection called { $name }.
provider-named = { $provider ->
    [microsoft] Microsoft
    [google] Google
    [yahoo] Yahoo
   *[custom] the provider
}
expiry-certificate = Make a new certificate for { $name }, register it at { provider-named }, and upload it here before this day.
expiry-secret = Make a new secret for { $name } at { provider-named }, and save it here before this day.
expiry-token = An administrator signs in to { $name } again before this day.
expiry-token-person = The person signs in to { $name } again before this day, under My settings, OAuth connections.
notice-certificate-ended = The certificate of the connection { $name } ended on { DATETIME($day) }. Upload a new one here and at the provider.
notice-certificate-ends = The certificate of the connection { $name } ends on { DATETIME($day) }. Upload a new one here and at the provider before.
notice-channel-unknown = Notices by { $channel } are unknown to this version.
notice-connection-refused = The provider refuses the connection { $name }. Runs that use it wait or fail until somebody mends it.
notice-mail-address = { $name } has no e-mail address.
notice-mail-foot = Carteiro, { $url }
notice-mail-more = { $count ->
        [one] One more is
       *[other] { $count } more are
    } in your list of notices.
notice-mail-off = No automation is set by which notices go out.
notice-mail-run = The run { $run } that was to send it did not end well. See there why.
notice-mail-subject = Carteiro: { $count ->
        [one] { $first }
       *[other] { $count } notices
    }
notice-missing = There is no such notice.
notice-needs-sign-in = The connection { $name } needs a sign-in again{ $was ->
        [somebody] { " " }(it was { $account })
       *[nobody] { "" }
    }. Runs that use it wait until then.
notice-secret-ended = The secret of the connection { $name } ended on { DATETIME($day) }. Make a new one at the provider, and save it here.
notice-secret-ends = The secret of the connection { $name } ends on { DATETIME($day) }. Make a new one at the provider, and save it here before.
notice-secret-form = A secret for signing has at least { $shortest } bytes, as they are or in Base64 behind whsec_.
notice-webhook-off = No address is set for notices any more.
notice-webhook-refused = { $host } answered with status { $status }.
notice-webhook-unreachable = { $host } could not be reached: { $error }.
page-connected = { $title } is connected{ $known ->
        [yes] {" "}as { $account }
       *[no] {""}
    }. You can close this window.
page-not-built = The pages are not in this program: it was built without them. With Node.js 20.19 or later, these commands, in the folder of Carteiro's source, make them and build it again.
page-not-connected = The sign-in did not come about.
page-way-home = Go to the Control Room
page-way-in = Go to the sign-in
ui-connection-allowed-hosts =
    .label = Allowed hosts
    .help = To whom its tokens may be shown, such as imap.example.org. They go to nobody else.
ui-connection-authorization-url =
    .label = Authorization URL
    .help = Where people sign in.
ui-connection-certificate =
    .label = Certificate
    .help = With its private key (PEM), instead of a secret.
ui-connection-client-id =
    .label = Client ID
    .help = Of the application registered at the provider.
ui-connection-cloud =
    .label = Azure cloud
    .help = Left out: global.
ui-connection-device-url =
    .label = Device authorization URL
    .help = Where a device asks for a code.
ui-connection-grant =
    .label = Grant
    .help = How tokens are had: a person signs in, or the application acts for itself.
ui-connection-is-default =
    .label = Default
    .help = It serves automations that name no connection.
ui-connection-issuer =
    .label = Issuer
    .help = Its discovery document names the addresses. Or give them one by one.
ui-connection-name =
    .label = Name
    .help = As automations write it: a-z, 0-9, _ and -.
ui-connection-roles =
    .label = Roles
    .help = Automations of their holders may use it.
ui-connection-scopes =
    .label = Scopes
    .help = Left out: what the provider wants for the services.
ui-connection-secret =
    .label = Client secret
    .help = It is never shown again.
ui-connection-secret-expires-on =
    .label = The secret expires on
    .help = You are told 30, 7 and 1 days before.
ui-connection-service-account-key =
    .label = Service account key
    .help = The JSON file that Google hands out. It is never shown again.
ui-connection-services =
    .label = Services
    .help = What its tokens are for.
ui-connection-subject =
    .label = Subject
    .help = Whom alone the service account acts for. Left out: whomever an automation names.
ui-connection-tenant =
    .label = Tenant ID
    .help = The directory's ID or domain, common, or consumers for personal accounts.
ui-connection-title =
    .label = Title
    .help = As people read it.
ui-connection-token =
    .label = Token type
    .help = Shared: an administrator signs in once, for all runs. User-specific: each person signs in for themselves.
ui-connection-token-url =
    .label = Token URL
    .help = Where tokens come from.
ui-grant-authorization-code = Authorization code with PKCE
ui-grant-client-credentials = Client credentials
ui-grant-device-code = Device code
ui-grant-service-account = Service account
ui-provider-custom = Custom
ui-provider-google = Google
ui-provider-microsoft = Microsoft
ui-provider-yahoo = Yahoo



## Automations in the Control Room
audit-automation-added = The automation { $path } was made.
audit-automation-removed = The automation { $path } was removed.
audit-automation-renamed = The automation { $path } is called { $to } now.
audit-automation-saved = The automation { $path } was given version { $version }.
audit-look-connection = The connection of the session "{ $session }" of "{ $name }" was tested.
audit-look-folders = The folders of the session "{ $session }" of "{ $name }" were listed.
audit-look-message = A message that { $step } of "{ $name }" would find was read.
audit-look-messages = What { $step } of "{ $name }" would find was looked at.
automation-bundle = There are more than { $most } automations. Export some of them at a time.
automation-exists = There is an automation at { $path } already.
automation-mistakes = The automation has mistakes. Check it, and mend them first.
automation-missing = There is no such automation.
automation-note = A text holds no character 0, and a note about it { $longest } letters at most.
automation-path = The path of an automation is made of small letters, digits, "-", "_" and ".", with "/" between names, and ends in .yaml, such as invoices/archive.yaml.
look-most = A preview shows between 1 and { $most } messages.
look-too-long = It took longer than { $seconds } seconds and was given up. Nothing was changed.
look-too-many = { $most } looks of yours are under way. Wait until one of them has ended.
look-too-many-here = There are too many looks under way just now. Try again in a moment.
look-what = The request has to name an automation, or give a text, or both.
preview-message-gone = The step does not find this message any more: it was moved, removed or changed, or others came before it. Look again.
preview-no-such-step = At "{ $path }" there is no step that looks for messages.



practice-archive = Archive invoices
practice-archive-about = Saves the PDF files of unread invoices, then files the messages away by year.
practice-locker = The password of the sandbox, a pretend mailbox on this machine.
practice-none = There is no sandbox in this Control Room. Start it with carteiro serve.
practice-not-started = The sandbox could not be started.
practice-orders = Acknowledge orders
practice-orders-about = Answers each message about an order once, ten at a time, and flags it.
practice-unread = List unread mail
practice-unread-about = Writes the newest unread messages into the log of the run, and changes nothing.

## Runs in the Control Room
audit-run-cancelled = The run of "{ $name }" was to be ended.
audit-run-started = A run of "{ $name }" was started{ $known ->
        [yes] {" "}in the name of { $person }.
       *[no] .
    }
messages-which = The request has to say which messages: by text, message_id or from.
run-again-file = "{ $name }" was a file at a terminal, whose text is not kept here. Run the file again with "carteiro run".
run-as-another = Only whoever holds the key of this Control Room, at its terminal, runs automations in the name of others.
run-ended = The run of "{ $name }" has ended already.
run-events-lost = Some of what the run told could not be written to the database, { $count ->
        [one] once
       *[other] { $count } times
    }. What it did is done and remembered.
run-file-changed = Something else is now in the place of { $file }: a later run has saved a file of that name.
run-file-elsewhere = { $file } is not in the folder of files of this machine. It was saved by a terminal or by another machine, or somebody has removed it.
run-folder = The folder { $folder }, in which files are saved, cannot be made or opened.
run-interrupted = The process that carried the run out ended in the middle of it. Run it again with "rest": nothing that it has done is repeated, and what may have taken place is told.
run-item-missing = There is no such message in this run.
run-missing = There is no such run.
run-no-logins = No sign-ins of people are kept here.
run-not-ended = The run of "{ $name }" has not ended yet.
run-stopped = The Control Room was stopped before the run was done. Run it again with "rest": nothing that it has done is repeated.
run-variables-large = The variables together may not be longer than { $longest } KB.
run-what = The request has to name either an automation or a text.
ui-run-as-nowhere = "--as" needs a Control Room: there is no database in the folder of data, and --database names none.
ui-run-as-unknown = Nobody here is called "{ $name }".
ui-run-untold = The run ended ({ $state }): { $why }
ui-runs-file = { "  " }file { $path } ({ $size } B)
ui-runs-message = { "  " }{ $subject } ({ $from }): { $outcome ->
        [begun] begun
        [done] done
        [failed] failed
        [skipped] passed over
        [unknown] nobody knows what became of it
       *[cancelled] left
    }{ $told ->
        [yes] , { $what }
       *[no] {""}
    }{ $failed ->
        [yes] {" "}– { $why }
       *[no] {""}
    }
ui-runs-no-message = No run has worked on such a message.
ui-runs-none = There are no such runs.
ui-runs-nowhere = There is no database of a Control Room in { $folder }. Name another folder with --data, or a database with --database.
ui-runs-one = { $id }  { $at }  { $name }: { $state ->
        [queued] waits
        [running] runs
        [ok] all done
        [with_failures] with failures
        [failed] failed
        [cancelled] ended early
       *[interrupted] interrupted
    } ({ $done } done, { $failed } failed){ $known ->
        [yes] , { $person }
       *[no] {""}
    }
ui-server-address = { $server } is no address of a Control Room. One is written https://control.example.org
ui-server-lost = The connection breaks again and again. The run goes on there: { $run }
ui-server-other = What { $server } answers is nothing that a Control Room says. Is the address right?
ui-server-refused = { $server } says: { $said }
ui-server-token = An API token is needed: in CARTEIRO_TOKEN, or in a file that only you can read, with --token-file.
ui-server-unreachable = { $server } cannot be reached.



## carteiro users, credentials, connections
ui-connections-added = The connection { $name } is there. Sign in: carteiro connections sign-in { $name }
ui-connections-added-application = The connection { $name } is there. Test it: carteiro connections test { $name }
ui-connections-ask-provider = Whose server gives out the tokens: google, microsoft, yahoo or custom?
ui-connections-ask-secret = The client secret (empty: it has none):
ui-connections-file = { $file } is no text, or too long.
ui-connections-imported = The login of { $user } is the connection { $name } now, and no login any more.
ui-connections-left = The login of { $user } stays a login: { $why }
ui-connections-no-role = There is no role called { $name }.
ui-connections-none = There is no connection yet. Make one: carteiro connections add NAME
ui-connections-one = { $name } ({ $provider }): { $state ->
        [each] each person signs in for themselves
        [not_signed_in] nobody has signed in
        [active] active
        [needs_sign_in] needs a sign-in
       *[failing] failing
    }{ $known ->
        [yes] , { $account }
       *[no] {""}
    }
ui-connections-removed = The connection { $name } is removed.
ui-connections-signed-in = The connection { $name } is active{ $known ->
        [yes] {" "}as { $account }
       *[no] {""}
    }.
ui-credentials-allowed = { $path } may go to { $hosts } and nowhere else.
ui-credentials-allowed-any = { $path } may go to any host.
ui-credentials-ask = The value of { $path }:
ui-credentials-given = { $name } has a value of their own for { $path }.
ui-credentials-imported = { $values } { $values ->
        [one] value
       *[other] values
    } taken over, { $unchanged } there already; { $credentials } new { $credentials ->
        [one] credential
       *[other] credentials
    } in { $lockers } new { $lockers ->
        [one] locker
       *[other] lockers
    }.
ui-credentials-name = Write LOCKER/NAME, each of a-z, 0-9, _ and -.
ui-credentials-no-role = There is no role called { $name }.
ui-credentials-nobody = There is nobody called { $name }.
ui-credentials-none = There is no credential yet. Put one in: carteiro credentials set LOCKER/NAME.ATTRIBUTE
ui-credentials-nothing = There is no value. Type it at the terminal, or hand it over on stdin.
ui-credentials-one = { $path }: { $state ->
        [each] each person gives their own
        [set] set on { $at }
       *[empty] no value yet
    }{ $bound ->
        [yes] ; only to { $hosts }
       *[no] {""}
    }
ui-credentials-path = Write LOCKER/NAME.ATTRIBUTE, each of a-z, 0-9, _ and -.
ui-credentials-removed = { $path } is removed.
ui-credentials-set = { $path } has its value.
ui-lockers-added = The locker { $locker } is made.
ui-lockers-consumed = Holders of the role { $name } { $does ->
        [yes] use the locker { $locker } now
       *[no] use the locker { $locker } no more
    }.
ui-lockers-person = { $name }: { $standing ->
        [owner] owner
        [manager] manager
       *[participant] participant
    }{ $disabled ->
        [yes] {" "}(may not come in)
       *[no] {""}
    }
ui-lockers-placed = { $name } is { $standing ->
        [owner] an owner
        [manager] a manager
        [participant] a participant
       *[nothing] nothing
    } in the locker { $locker } now.
ui-lockers-removed = The locker { $locker } is removed with everything in it.
ui-lockers-role = holders of the role { $name }: consumers
