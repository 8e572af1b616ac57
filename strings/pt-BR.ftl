folder-missing = Não existe a pasta "{ $folder }" nesta caixa de correio.
file-not-utf8 = Isto não é texto em UTF-8. Salve o arquivo com a codificação UTF-8.
file-too-large = O arquivo tem mais de { $limit } KiB, o máximo que é lido.
file-empty-file = O arquivo está vazio.
file-too-deep = Há mais de { $limit } listas e mapeamentos um dentro do outro aqui.
file-too-many-values = O arquivo contém mais de { $limit } valores, contando o que os apelidos (*nome) representam.
file-alias-in-itself = Este apelido está dentro do próprio valor a que se refere.
file-alias-unknown = Este apelido (*nome) se refere a uma âncora (&nome) que não foi definida antes. Um texto que começa com * ou & precisa de aspas.
file-tab = Há uma tabulação na indentação aqui. Use espaços.
file-duplicate-key = A chave "{ $key }" aparece duas vezes; a primeira está na linha { $line }.
file-several-documents = Um segundo documento começa aqui. Um arquivo contém só um; tudo a partir daqui é ignorado.
file-merge-key = Chaves de mesclagem (<<) não são aceitas. Escreva as chaves por extenso.
file-tag = A tag { $tag } não é aceita. Um texto que começa com ! precisa de aspas.
file-key-not-text = Uma chave precisa ser um texto.
file-template-without-quotes = Um valor que começa com {"{{"} precisa de aspas: "{"{{"} … {"}}"}".
file-special-character = Um texto que começa com { $character } precisa de aspas.
file-unexpected-character = O caractere { $character } não pode ficar aqui.
file-bracket-open = O colchete ou a chave { $bracket } não foi fechado.
file-bracket-other = O que { $open } abriu foi fechado com { $close }.
file-bracket-extra = Isto fecha algo que não foi aberto. Um texto que começa com colchete ou chave precisa de aspas.
file-comma-missing = Falta uma vírgula ou o fechamento do colchete ou da chave antes disto.
file-quote-open = O texto entre aspas que começa aqui não foi fechado.
file-after-quote = Nada pode vir depois da aspa que fecha o texto aqui. Dentro de aspas simples, uma aspa se escreve duas vezes ('').
file-escape = Depois de uma barra invertida entre aspas duplas só podem vir n, t, \, ", x, u e poucas outras. Use aspas simples para manter as barras como estão.
file-colon-unexpected = Há dois-pontos onde não pode haver. Um texto que contém dois-pontos e espaço precisa de aspas; uma nova chave precisa de uma nova linha com a indentação certa.
file-colon-missing = Faltam dois-pontos e um espaço depois da chave.
file-indentation = A indentação não combina com nada acima. As chaves de um mapeamento, e os traços de uma lista, começam na mesma coluna.
file-not-yaml = Isto não é YAML válido.
file-unknown-key = A chave "{ $key }" não existe aqui. Possíveis: { $allowed }.
file-unknown-key-meant = A chave "{ $key }" não existe aqui. Você quis dizer "{ $meant }"? Possíveis: { $allowed }.
file-no-keys-allowed = A chave "{ $key }" não existe aqui; nenhuma existe.
file-key-not-beside = A chave "{ $key }" não pode ficar ao lado de "{ $beside }".
file-key-form = A chave "{ $key }" não está escrita como os nomes devem ser aqui.
file-missing-key = Falta a chave "{ $key }".
file-key-twice = A chave "{ $key }" aparece duas vezes, com dois de seus nomes.
file-empty-value = Não há valor aqui. Esperado: { $expected ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
        [word] uma destas palavras: { $words }
        [keys] um mapeamento com uma destas chaves: { $keys }
    }.
file-wrong-type = Esperado: { $expected ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
        [word] uma destas palavras: { $words }
        [keys] um mapeamento com uma destas chaves: { $keys }
    }; encontrado: { $found ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
    }.
file-wrong-type-two = Esperado: { $expected ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
        [word] uma destas palavras: { $words }
        [keys] um mapeamento com uma destas chaves: { $keys }
    } ou { $second ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
        [word] uma destas palavras: { $words }
        [keys] um mapeamento com uma destas chaves: { $keys }
    }; encontrado: { $found ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
    }.
file-wrong-type-three = Esperado: { $expected ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
        [word] uma destas palavras: { $words }
        [keys] um mapeamento com uma destas chaves: { $keys }
    }, { $second ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
        [word] uma destas palavras: { $words }
        [keys] um mapeamento com uma destas chaves: { $keys }
    } ou { $third ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
        [word] uma destas palavras: { $words }
        [keys] um mapeamento com uma destas chaves: { $keys }
    }; encontrado: { $found ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
    }.
file-boolean-meant = Esperado: true ou false; encontrado: { $found }. Você quis dizer { $meant }?
file-number-in-quotes = Esperado: um número; encontrado: um texto. Tire as aspas.
file-unknown-word = { $found } não é possível aqui. Possíveis: { $allowed }.
file-unknown-word-meant = { $found } não é possível aqui. Você quis dizer "{ $meant }"? Possíveis: { $allowed }.
file-choice-none = É preciso uma destas chaves: { $allowed }.
file-choice-two = "{ $first }" e "{ $second }" aparecem juntas. Só pode haver uma destas: { $allowed }.
file-one-key = Aqui deve haver exatamente uma chave.
file-no-form = Isto não está em nenhuma das formas possíveis aqui.
file-too-small = O número precisa ser no mínimo { $limit }.
file-not-above = O número precisa ser maior que { $limit }.
file-too-big = O número precisa ser no máximo { $limit }.
file-not-below = O número precisa ser menor que { $limit }.
file-text-too-short = O texto precisa ter no mínimo { $limit ->
        [one] um caractere
       *[other] { $limit } caracteres
    }.
file-text-too-long = O texto precisa ter no máximo { $limit ->
        [one] um caractere
       *[other] { $limit } caracteres
    }.
file-list-too-short = A lista precisa ter no mínimo { $limit ->
        [one] um item
       *[other] { $limit } itens
    }.
file-list-too-long = A lista precisa ter no máximo { $limit ->
        [one] um item
       *[other] { $limit } itens
    }.
file-pattern = { $found } não está escrito como precisa ser aqui: { $pattern }.
file-refused = Este valor não pode ser usado: { $detail }.
file-refused-type = Esperado: { $detail }; encontrado: { $found ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
    }.
file-refused-value = Este valor não pode ser usado. Esperado: { $detail }.
file-refused-length = Há { $length } valores aqui. Esperado: { $detail }.
file-refused-secret = Este valor não pode ser usado. É um segredo e por isso não é mostrado.
file-see-also = veja também a linha { $line }
file-warning = aviso