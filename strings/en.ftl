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
        [word] one of { $words }
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
        [word] one of { $words }
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
        [word] one of { $words }
        [keys] a mapping with one of { $keys }
    } or { $second ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
        [word] one of { $words }
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
        [word] one of { $words }
        [keys] a mapping with one of { $keys }
    }, { $second ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
        [word] one of { $words }
        [keys] a mapping with one of { $keys }
    } or { $third ->
       *[text] text
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [nothing] nothing
        [list] a list
        [mapping] a mapping
        [word] one of { $words }
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