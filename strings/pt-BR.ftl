folder-into-itself = A pasta { $folder } não pode virar { $into }: isso fica dentro dela. Escolha um lugar fora dela.
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
file-anchor-colon = "&" antes de uma chave faz dela uma âncora. Apague o "&".
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
        [word] a palavra { $words }
        [words] uma destas palavras: { $words }
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
        [word] a palavra { $words }
        [words] uma destas palavras: { $words }
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
        [word] a palavra { $words }
        [words] uma destas palavras: { $words }
        [keys] um mapeamento com uma destas chaves: { $keys }
    } ou { $second ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
        [word] a palavra { $words }
        [words] uma destas palavras: { $words }
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
        [word] a palavra { $words }
        [words] uma destas palavras: { $words }
        [keys] um mapeamento com uma destas chaves: { $keys }
    }, { $second ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
        [word] a palavra { $words }
        [words] uma destas palavras: { $words }
        [keys] um mapeamento com uma destas chaves: { $keys }
    } ou { $third ->
       *[text] um texto
        [integer] um número inteiro
        [number] um número
        [boolean] true ou false
        [nothing] nada
        [list] uma lista
        [mapping] um mapeamento (chave: valor)
        [word] a palavra { $words }
        [words] uma destas palavras: { $words }
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
file-key-without-colon = "{ $key }" precisa de dois-pontos e de um valor depois.
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
file-mapping-empty = Aqui precisa haver no mínimo { $limit ->
        [one] uma chave
       *[other] { $limit } chaves
    }. Possíveis: { $allowed }.
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
## O que pode dar errado com uma caixa de correio
convert-appends = Pelo Graph, uma mensagem guardada pode continuar um rascunho com a data em que foi guardada: o momento em que foi recebida, e que não é rascunho, são pedidos, e o Exchange pode ignorar ambos.
convert-junk = O Exchange fica sabendo que a mensagem é indesejada e se lembra do remetente. Pelo Graph, a mensagem é movida para a pasta de lixo eletrônico ou para fora dela, e ninguém é lembrado.
convert-left-out = Retirado, pois o Graph não precisa: { $fields }.
convert-no-session = Nenhuma sessão desta automação abre Exchange Web Services na nuvem: não há o que converter.
convert-scopes = Os escopos foram retirados: diziam para que serve um token, e os do Graph são pedidos automaticamente.
convert-sends = Mensagens com mais de 3 MB saem pelo Graph como rascunho cujos anexos são enviados à parte; para isso o aplicativo precisa de Mail.ReadWrite.
convert-session = A sessão "{ $session }" agora abre o Outlook, pelo Microsoft Graph. { $known ->
        [yes] O aplicativo { $app } precisa
       *[no] O aplicativo dela precisa
    } destas permissões do Microsoft Graph: { $kind ->
        [application] Mail.ReadWrite e Mail.Send (permissões de aplicativo), limitadas às suas caixas por RBAC para Aplicativos
        [shared] Mail.ReadWrite.Shared e Mail.Send.Shared (delegadas)
       *[person] Mail.ReadWrite e Mail.Send (delegadas)
    }.{ $kind ->
        [application] {""}
       *[other] {" "}Quem entra precisa entrar mais uma vez: carteiro login ARQUIVO
    }
convert-signs-in = O Graph não aceita { $mode ->
        [basic] senhas
        [ntlm] senhas do Windows
       *[other] entrada por { $mode }
    }: vale a conta da Microsoft que entrou com "carteiro login microsoft".
convert-stays = A sessão "{ $session }" abre um Exchange próprio, que mantém o Exchange Web Services e não tem Graph: fica como está. Se a caixa dela foi para a nuvem, converta-a pelo nome: --session { $session }
convert-unread = O arquivo não pode ser lido como YAML.
convert-waits = O Exchange avisa por si o que chegou. Pelo Graph, pergunta-se uma vez por minuto.
connect-timeout = Não foi possível conectar e entrar em { $host } em { $seconds } s. Confira o host e a porta, ou dê um tempo limite maior.
connection-lost = O servidor fechou a conexão.
egress-refused = { $host } leva ao endereço { $address }, ao qual não é permitido conectar daqui.
error-file = Não foi possível ler ou gravar um arquivo aqui.
error-internal = Algo deu errado dentro do Carteiro: { $what }. Por favor, relate o problema.
folder-exists = Já existe uma pasta "{ $folder }".
folder-flat = Este servidor não tem pastas dentro de pastas, portanto "{ $folder }" não pode existir.
folder-name-illegal = "{ $name }" não pode ser nome de pasta neste servidor: contém um caractere de controle ou o sinal que ali separa as pastas, muitas vezes um ponto. Escreva outro no lugar dele: {"{{"} mail.from.domain | replace('.', '-') {"}}"}.
folder-namespace = "{ $folder }" é onde este servidor guarda as pastas de outros, e não é uma pasta. Indique uma de dentro, como list_folders as mostra.
messages-removed-meanwhile = Outra pessoa removeu algumas destas mensagens enquanto isso.
folder-renumbered = O servidor renumerou as mensagens de "{ $folder }" nesse meio-tempo e já não é possível identificar a mensagem. Execute de novo para ler a pasta outra vez.
folder-role-missing = O servidor não indica uma pasta para { $role ->
    [Trash] e-mails excluídos. Exclua com "permanently: true" ou mova para uma pasta à sua escolha
    [Sent] e-mails enviados
    [Drafts] rascunhos
    [Junk] lixo eletrônico
    [Archive] e-mails arquivados
   *[other] { $role }
}.
host-silent = { $host } não respondeu na porta { $port } em { $seconds } s. Pode haver um firewall no caminho, ou a porta está errada.
host-unknown = Não existe um servidor chamado { $host }. Confira a grafia e se esta máquina consegue resolver nomes.
host-unreachable = { $host } recusa conexões na porta { $port }. Confira a porta e se o servidor está no ar.
proxy-closed = O proxy { $proxy } desligou em vez de responder. Confira se é um proxy deste tipo e se ele aceita esta máquina.
proxy-egress = O proxy { $proxy } leva ao endereço { $address }, ao qual não é permitido conectar daqui.
proxy-forbids = O proxy { $proxy } não deixa esta máquina passar até { $target }. Quem administra o proxy pode permitir.
proxy-login-refused = O proxy { $proxy } não aceita o nome de usuário e a senha que recebeu.
proxy-login-wanted = O proxy { $proxy } quer um nome de usuário e uma senha. Em uma automação eles ficam ao lado da URL, como "username" e "password".
proxy-no-way = O proxy { $proxy } não consegue chegar a { $target }. Confira o nome e a porta do servidor e se o proxy pode ir até lá.
proxy-nonsense = O que responde em { $proxy } não é um proxy deste tipo. Confira o esquema e a porta.
proxy-not-secure = Não há conexão segura com o proxy { $proxy }. Se ele próprio não fala TLS, a URL começa com http://.
proxy-silent = O proxy { $proxy } não respondeu em { $seconds } s. Confira se ele está no ar e o esquema: um proxy HTTP não tem o que dizer a SOCKS.
proxy-unknown = Não existe um proxy chamado { $proxy }. Confira a grafia e se esta máquina consegue resolver nomes.
proxy-unreachable = O proxy { $proxy } recusa conexões. Confira a porta e se ele está no ar.
http-answer-lost = O { $method } foi executado, mas não foi possível guardar a resposta. Verifique no servidor antes de repetir.
http-broken = { $host } interrompeu a conexão antes de terminar a resposta.
http-coding = { $host } compactou a resposta de um modo que não pode ser descompactado.
http-downgrade = { $host } foi acessado com segurança e redirecionou para um endereço sem TLS. Nada foi enviado para lá.
http-in-the-clear = A requisição para { $host } leva um segredo, que todos no caminho poderiam ler. Use https.
http-nonsense = O que responde em { $host } na porta { $port } não fala HTTP. Verifique a porta e se é https.
http-not-secure = { $host } não fala TLS na porta { $port }. Verifique a porta e se é http.
http-outcome-unknown = Um { $method } foi enviado a { $host } e não veio uma resposta completa; não se sabe se foi executado. Verifique lá antes de repetir.
http-proxy-setting = A variável { $name } não indica um proxy no formato ESQUEMA://HOST:PORTA, com http, https, socks5 ou socks5h.
http-redirect-nowhere = { $host } redirecionou para um endereço que não pode ser usado.
http-redirects = { $host } redirecionou vezes demais.
http-silent = { $host } não deu uma resposta completa em { $seconds } s. Informe um tempo limite maior se for mesmo tão lento.
http-status = { $host } respondeu { $status } ({ $reason }).
http-size-as-text = Uma resposta guardada como texto tem no máximo { $limit } MiB. Acrescente save_to ou diminua max_size.
http-too-large = { $host } respondeu com mais de { $cap } bytes. Informe um max_size maior; acima de 4 MiB é preciso usar save_to.
http-wait = { $host } respondeu { $status } ({ $reason }) e pede para esperar { $seconds } s.
imap-endless = O servidor disse mais de { $count } coisas sem responder.
imap-exists = Já existe.
imap-literal-cut = O servidor anunciou { $announced } bytes e enviou { $got }.
imap-literal-too-large = O servidor anunciou { $size } bytes de uma só vez; o máximo aceito é { $limit }.
imap-no-greeting = O que responde ali não fala IMAP. Se a porta espera TLS desde o início (993), use "security: tls".
imap-nonsense = O servidor enviou algo que não é IMAP.
imap-not-found = O servidor diz que isso não existe.
imap-preauth = O servidor deixa qualquer um entrar sem perguntar; não dá para saber de quem é esta caixa de correio.
imap-privacy-required = O servidor só aceita isso sob TLS. Use "security: tls" ou "security: starttls".
imap-response-cut = O servidor parou no meio de uma resposta.
imap-response-too-long = O servidor enviou mais de { $limit } bytes sem fim de linha.
greeting-missing = { $host } aceitou a conexão na porta { $port } e não disse nada por { $seconds } s. Se a porta espera TLS desde o início ({ $tls_port }), use "security: tls".
imap-unknown-tag = O servidor respondeu a um comando que nunca foi enviado ({ $tag }).
pop3-endless = O servidor listou mais de { $count } coisas sem chegar ao fim.
pop3-in-use = Outro programa está nesta caixa de correio. O POP3 deixa entrar um de cada vez; tente mais tarde.
pop3-login-delay = O servidor quer mais tempo entre duas autenticações.
pop3-message-too-large = O servidor enviou mais de { $limit } bytes de uma mensagem, muito além do tamanho que havia informado.
pop3-needs-a-person = O servidor tem uma falha que não passa sozinha: quem o administra precisa verificar.
pop3-no-greeting = O que responde ali não fala POP3. Se a porta espera TLS desde o início (995), use "security: tls".
pop3-no-folder = O POP3 conhece a caixa de entrada e nenhuma outra pasta. Use IMAP para trabalhar com pastas.
pop3-no-trash = O POP3 não tem lixeira. Escreva "permanently: true" para remover as mensagens para sempre.
pop3-nonsense = O servidor enviou algo que não é POP3.
pop3-not-removed = O servidor não removeu tudo o que devia ser excluído.
pop3-twins = Há outra mensagem com o mesmo conteúdo e o servidor não dá nome a nenhuma delas: não é possível saber de qual se trata.
mailbox-denied = O servidor não permite isso ao usuário que entrou.
mailbox-cannot-append = Não é possível guardar mensagens nesta caixa de correio: o servidor não as aceita.
mailbox-cannot-categorize = Não é possível dar categorias a mensagens nesta caixa de correio: o servidor não guarda nenhuma.
category-illegal = "{ $name }" não pode ser uma categoria: o nome tem de 1 a 255 caracteres em uma linha, sem vírgulas e sem ponto e vírgula.
category-of-programs = "{ $name }" não pode ser uma categoria: programas de e-mail guardam marcas próprias com nomes assim. Escolha um nome que não comece com "$" nem com "\".
category-no-word = "{ $name }" não pode ser uma categoria nesta caixa de correio: por IMAP uma categoria é uma só palavra de caracteres ASCII simples. Escreva sem espaços e sem acentos.
folder-cannot-categorize = A pasta "{ $folder }" não aceita categorias novas por IMAP, e "{ $name }" não ficaria nela. No Exchange, use uma sessão EWS.
mailbox-cannot-edit-folders = Não é possível criar, renomear ou excluir pastas nesta caixa de correio: o servidor não sabe fazer isso.
mailbox-cannot-flag = Não é possível marcar mensagens nesta caixa de correio: o servidor não guarda marcas.
mailbox-cannot-move = Não é possível mover ou copiar mensagens nesta caixa de correio: o servidor tem a caixa de entrada e nenhuma outra pasta.
mailbox-cannot-watch = Não é possível esperar por mensagens novas nesta caixa de correio. Em vez disso, olhe nela de tempos em tempos.
mailbox-full = A caixa de correio está cheia.
loop-id-form = "{ $found }" não é um id. Use a-z, 0-9, _ e -.
loop-once-twice = Dois laços com `process: once` leem a mesma pasta. Dê um id a um deles, ou cada um deixa de lado o que o outro já fez.
message-empty = O servidor enviou uma mensagem de "{ $folder }" sem o conteúdo.
message-gone = A mensagem não está mais em "{ $folder }".
part-missing = A mensagem em "{ $folder }" não tem a parte { $part }.
message-unreadable = Não foi possível ler uma mensagem de "{ $folder }".
move-half-done = A mensagem foi copiada para "{ $folder }", mas não foi possível remover a original. Agora ela está nos dois lugares.
outcome-unknown = A conexão caiu depois que { $operation } foi enviado, e nada diz se chegou a acontecer. Olhe a caixa de correio antes de repetir.
outcome-unknown-timeout = { $operation } não terminou em { $seconds } s, e nada diz se chegou a acontecer. Olhe a caixa de correio antes de repetir.
operation-timeout = { $operation } não terminou em { $seconds } s.
sasl-impostor = O servidor não conseguiu mostrar que conhece a senha; talvez não seja quem diz ser. A senha não lhe foi revelada. Verifique o nome do servidor e quem responde nele.
sasl-iterations = O servidor quer a senha cifrada { $count } vezes. Menos de 4096 é inseguro, mais de 2000000 é um ataque ou um engano. Quem administra o servidor pode mudar isso.
sasl-malformed = O que o servidor disse ao entrar não faz sentido na forma de entrar que ele mesmo ofereceu.
sasl-out-of-turn = O servidor não seguiu a forma de entrar que ofereceu: continuou perguntando depois de tudo dito.
ntlm-malformed = O servidor oferece NTLM, e o que enviou não é um desafio de NTLM. Algo no caminho até ele, como um proxy, pode tê-lo alterado.
ntlm-no-unicode = O servidor é antigo demais para NTLMv2, e com um NTLM mais antigo a senha não fica segura.
ntlm-nobody = O NTLM precisa de um nome de usuário: DOMINIO\usuario, ou usuario@dominio.
ntlm-too-long = O nome de usuário, o domínio ou o host é mais longo do que o NTLM comporta.
server-bad = O servidor não entendeu um comando.
server-cannot = O servidor nunca poderá fazer isso.
message-too-large = A mensagem ocupa { $size } bytes na transmissão, e o servidor não aceita mais de { $limit }.
server-limit = O limite do servidor foi atingido.
server-refused = O servidor recusou.
server-silent = O servidor devia uma resposta e ficou em silêncio por { $seconds } s.
server-without-eight-bit = A mensagem tem bytes fora do ASCII, e o servidor não os transporta (não oferece 8BITMIME).
server-without-reports = Foram pedidos avisos de entrega, e o servidor não os envia por encomenda (não oferece DSN).
server-without-utf8 = O endereço { $address } tem letras fora do ASCII, e o servidor não as transporta em endereços (não oferece SMTPUTF8).
server-turned-away = O servidor recusou a conexão.
server-unavailable = O servidor não pode fazer isso no momento.
seen-before = já foi processada por uma execução anterior
seen-begun = A execução { $run } começou esta mensagem e terminou antes de concluí-la. Ela será processada de novo{ $known ->
        [yes] : o que se sabe que aquela execução fez não se repete, e o que ela pode ter feito fica para você.
       *[no] , e o que aquela execução já fez pode se repetir.
    }
seen-damaged = O arquivo { $file }, que guarda quais mensagens já foram processadas, está danificado. Restaure-o de uma cópia de segurança; ou remova-o, e toda mensagem conta como nova.
seen-in-use = Outra execução de "{ $automation }" está em andamento, e duas ao mesmo tempo poderiam fazer algo duas vezes. Espere até que termine.
seen-marks-in-use = Outra execução trabalha com esta conta POP3 e guarda quais mensagens foram lidas.
seen-refused = O arquivo { $file }, que guarda quais mensagens já foram processadas, não pode ser usado. Confira se a pasta existe e se é possível gravar nela.
seen-unknown = { $count ->
        [one] Uma mensagem fica
       *[other] { $count } mensagens ficam
    } de lado: uma execução anterior não conseguiu saber o que houve com uma alteração que tinha começado. Confira { $count ->
        [one] essa mensagem
       *[other] essas mensagens
    }; tirada da pasta e devolvida, ela é processada de novo.
session-closed = A sessão foi encerrada.
session-without-outgoing = Não foi dito por onde saem as mensagens da sessão "{ $session }". Informe no "connect" dela o servidor que envia: outgoing com host, e port ou security quando não forem os usuais.
session-not-allowed = Esta sessão não pode fazer { $operation }: não consta em "allow".
sign-in-contact-admin = O servidor pede que você fale com quem o administra antes de entrar de novo.
sign-in-control-characters = O nome de usuário, a senha ou o token tem caracteres de controle, que nenhuma forma de entrar transporta. Procure uma quebra de linha copiada junto.
sign-in-expired = O servidor diz que a senha expirou.
sign-in-no-mechanism = O servidor não oferece uma forma de entrar compatível com este modo de autenticação. Sem TLS, muitos servidores não oferecem nenhuma.
sign-in-not-ascii = O nome de usuário ou a senha tem caracteres que este servidor não aceita (ele só oferece LOGIN).
sign-in-not-authorized = O servidor sabe quem está entrando e não dá acesso à caixa postal de { $user }. Quem administra o servidor pode conceder acesso total a ela.
sign-in-refused = O servidor não aceitou o nome de usuário e a senha. Muitos provedores exigem aqui uma senha de aplicativo, ou OAuth.
sign-in-token-in-the-clear = Um token de acesso só é mostrado sob TLS, pois quem o lê pode usá-lo. Use "security: tls" ou "security: starttls".
sign-in-token-refused = O servidor não aceitou o token de acesso para esta caixa postal. O token pode ser de outra caixa ou não ter permissão de ler e-mails, ou o IMAP pode estar desativado para a caixa.
sign-in-unavailable = O servidor não consegue verificar acessos neste momento. Isso nada diz da credencial; tente de novo mais tarde.
smtp-closing = O servidor encerra a conexão por enquanto.
smtp-denied = O servidor não deixa este usuário enviar isto.
smtp-endless = O que o servidor diz não tem fim.
smtp-full = A caixa de destino está cheia.
smtp-no-greeting = O que responde ali não fala SMTP.
smtp-nonsense = O servidor disse algo que não é resposta em SMTP.
smtp-not-now = O servidor não aceita esta mensagem agora.
smtp-recipients-refused = O servidor recusou { $names }{ $more ->
        [0] { "" }
       *[other] {" "}e mais { $more }
    }{ $why ->
       *[other] .
        [unknown] : não há ninguém com esse nome.
        [full] : a caixa está cheia.
        [denied] : este usuário não pode enviar para lá.
        [many] : uma mensagem não vai para mais destinatários do que ele já aceitou.
        [passing] {" "}por enquanto.
    } Uma mensagem vai para todos os destinatários ou para ninguém, por isso ninguém a recebe.
smtp-too-large = A mensagem é maior do que o servidor aceita.
smtp-too-many = A mensagem tem mais destinatários do que o servidor aceita de uma vez.
smtp-unknown = Não há ninguém com esse nome.
starttls-missing = { $host } não oferece STARTTLS, portanto nada foi enviado. Use "security: tls" com a porta TLS ({ $tls_port }) ou fale com quem administra o servidor.
starttls-refused = { $host } recusou-se a iniciar o TLS.
tls-bad-name = "{ $host }" não pode ser nome de servidor, portanto nenhum certificado pode ser dele.
tls-closed = { $host } fechou a conexão na porta { $port } quando o TLS ia começar. A porta pode ser a de conexões sem TLS: nesse caso use "security: starttls".
tls-expired = O certificado de { $host } expirou em { DATETIME($until) }.
tls-not-spoken = { $host } não fala TLS na porta { $port }. Se for uma porta de conexões sem TLS (143 do IMAP, 110 do POP3, 587 do SMTP), use "security: starttls".
tls-not-yet-valid = O certificado de { $host } só vale a partir de { DATETIME($from) }. O relógio desta máquina está certo?
tls-refused = { $host } e o Carteiro não chegaram a um acordo sobre o TLS: { $why }.
tls-revoked = O certificado de { $host } foi revogado.
tls-self-signed = { $host } assinou o próprio certificado. Se você sabe que é o certo, escreva "fingerprint: { $fingerprint }" na conexão.
tls-unknown-issuer = Ninguém confiável aqui assinou o certificado de { $host }. Ele foi emitido por { $issuer }. Se for a sua própria autoridade, indique o certificado dela em "ca_file".
tls-wrong-fingerprint = { $host } mostra um certificado diferente do fixado. Fixado: { $wanted }. Mostrado: { $shown }.
tls-wrong-name = O certificado não é de { $host }, e sim de { $names }.
attachment-came-empty = O anexo { $name } saiu vazio, embora tenha conteúdo.
ca-file-unreadable = Não foi possível ler os certificados em { $path }.
call-connects-in-loop = { $file } conecta-se a uma caixa de correio, e aqui faz isso a cada mensagem. É lento; alguns servidores recusam tantas conexões.
call-credential = "{ $name }" é uma credencial: escreva COFRE/NOME.ATRIBUTO por extenso, sem expressão.
call-returns-nothing = { $file } não devolve nada. Escreva "returns" no início dele ou tire o "as".
call-variable-meant = Ela não tem a variável "{ $name }". Você quis dizer "{ $meant }"?
call-variable-missing = { $file } precisa da variável "{ $name }". Informe-a em "variables".
call-variable-none = Ela não tem variáveis; por isso "{ $name }" não pode ser informada.
call-variable-unknown = Ela não tem a variável "{ $name }". Tem: { $known }.
called-circle = Estas automações executam umas às outras sem fim: { $chain }.
called-leads-out = "{ $file }" leva para fora da pasta da automação iniciada. Escreva um arquivo dentro dela, por exemplo partes/arquivar.yaml.
called-missing = Não há um arquivo { $file } ao lado deste.
called-not-literal = O arquivo é escrito por extenso: ele é lido e verificado antes da execução, por isso não pode haver uma expressão aqui.
called-returns-message = { $file } devolve uma mensagem ou uma credencial. Nenhuma das duas pode sair dela: as sessões dela já terminaram. Devolva um campo, por exemplo { "{{" } mail.subject { "}}" }.
called-too-large = { $file } é maior do que uma automação pode ser ({ $limit } KiB).
called-too-many = Mais de { $limit } arquivos executam uns aos outros aqui. Use menos arquivos.
called-unreadable = Não foi possível ler { $file }. Precisa ser um arquivo que você possa ler.
catch-after-all = Esta cláusula nunca é alcançada: uma anterior captura tudo. Coloque-a antes daquela.
catch-kind-twice = Uma cláusula anterior já captura { $kind }; esta nunca o fará.
condition-form = Uma condição precisa ser true ou false; foi encontrado "{ $found }". Escreva o que diz isso, como {"{{"} mail.size > 1000000 {"}}"}.
connect-in-loop = Não é possível abrir uma sessão dentro de um laço: várias mensagens são tratadas ao mesmo tempo. Conecte antes do laço.
count-form = Era esperado um número inteiro; foi encontrado "{ $found }".
credential-in-template = "{ $name }" é uma credencial: não pode aparecer em uma expressão. Use { "{" } variable: { $name } { "}" } em um campo que aceita segredos.
csv-empty = Não é possível acrescentar uma linha sem células.
csv-header-differs = { $file } começa com outras colunas. Lá: { $found }. Aqui: { $wanted }. Use os nomes das colunas de lá, na mesma ordem, ou escreva em outro arquivo.
csv-locked = { $file } está aberto em outro programa. Feche-o lá e execute de novo.
csv-mended = { $file } terminava no meio de uma linha. Essa linha foi encerrada onde parou; confira-a.
csv-not-utf8 = { $file } não está em UTF-8. Salve-o como CSV UTF-8 ou escreva em outro arquivo.
credential-missing = Ninguém informou a credencial { $path }. Defina a variável de ambiente { $variable }, ou escreva-a em um arquivo e informe-o com --credentials ARQUIVO.
convert-after-quote = Depois de fechar as aspas é preciso um ponto e vírgula, e não "{ $found }".
convert-nothing = Não há nenhum texto.
convert-quote-open = As aspas abertas aqui nunca são fechadas: { $found }
date-form = "{ $found }" não é uma data. Escreva 2026-11-22, 2026-11-22 08:30 ou 2026-11-22T08:30:00-03:00.
date-out-of-range = Esta data está distante demais.
day-form = "{ $found }" não é um dia. Escreva 2026-11-22; momentos vão em after e before.
effect-unknown = Isto já tinha sido iniciado, e nada diz se aconteceu. Verifique; não será feito de novo por conta própria.
filter-list-in-list = Aqui não pode haver uma lista dentro de outra.
filter-text-empty = O texto procurado está vazio aqui, e tudo serviria.
filter-text-one-key = Informe exact, contains ou regex, apenas um deles; case só pode acompanhar contains.
header-name-form = "{ $found }" não é nome de campo de cabeçalho. Escreva sem os dois-pontos, por exemplo List-Id.
fingerprint-and-ca-file = Com fingerprint apenas um certificado é aceito, então ca_file não acrescenta nada. Informe só um deles.
fingerprint-form = Uma impressão digital é o SHA-256 de um certificado: 64 dígitos hexadecimais, com ou sem dois-pontos.
ews-cloud-ends = { $stage ->
       *[undated] O Exchange Online bloqueia o EWS locatário por locatário a partir de { $blocked } e o remove em { $removed }.
        [announced] O Exchange Online bloqueia o EWS locatário por locatário a partir de { $blocked }, daqui a { $days ->
            [one] um dia
           *[other] { $days } dias
        }, e o remove em { $removed }.
        [blocked] O Exchange Online bloqueia o EWS locatário por locatário desde { $blocked } e o remove em { $removed }, daqui a { $days ->
            [one] um dia
           *[other] { $days } dias
        }.
        [over] O Exchange Online removeu o EWS em { $removed }: esta sessão não pode mais ser aberta. As mensagens são lidas pelo Microsoft Graph, que é "outlook:" no lugar de "ews:".
    }{ $stage ->
        [over] {""}
       *[other] {" "}Até lá, um administrador deixa { $known ->
            [yes] o aplicativo { $app }
           *[no] o aplicativo
        } entrar: EwsEnabled está como true, e { $known ->
            [yes] { $app }
           *[no] o ID do cliente
        } está em EwsAllowedAppIDs (Set-OrganizationConfig; a lista é sempre escrita inteira). A saída é o Microsoft Graph, que é "outlook:" no lugar de "ews:".
    }
ews-cloud-unwritten = Nada diz onde está esta caixa de correio, então ela é procurada no Microsoft 365. Escreva domain: smtp.office365.com se ela está lá, ou o domínio do seu próprio Exchange.
ews-domain-form = "{ $found }" não é um domínio. Escreva um nome como example.org, ou smtp.office365.com para o Exchange na nuvem; um endereço inteiro vai em endpoint.
ews-endpoint-and-domain = Já há um endpoint, e o domínio não seria considerado. Informe um dos dois.
outlook-graph-form = "{ $found }" não é um endereço do Microsoft Graph: ele começa com https://, como https://graph.microsoft.com.
outlook-graph-open = "{ $found }" mostraria o token a todos no caminho. Só https:// leva ao Microsoft Graph.
ews-endpoint-form = "{ $found }" não é o endereço de um serviço. Escreva um como https://mail.example.org/EWS/Exchange.asmx, ou deixe-o de fora e informe o domínio.
ews-endpoint-magic = smtp.office365.com não é um Exchange: como domínio, significa o Exchange na nuvem. Escreva domain: smtp.office365.com e deixe endpoint de fora.
ews-endpoint-open = Qualquer um no caminho até { $found } poderia ler a senha e as mensagens: escreva https:. Sem criptografia só se chega a esta máquina.
ews-impersonates-nobody = Falta dizer como quem agir. Informe a caixa de correio (mailbox), ou deixe impersonate de fora.
ews-nowhere = Nada diz onde está este Exchange. Informe o endpoint, ou o domínio, ou um nome de usuário que seja um endereço.
file-name-missing = Este caminho não indica um arquivo.
http-auth-unfit = O segredo tem caracteres que não podem ser enviados em um cabeçalho, ou o nome do usuário contém dois-pontos.
http-field-auth = "{ $found }" não se escreve à mão. Use "auth", que o mantém secreto.
http-field-form = Um campo de cabeçalho precisa de um nome como Accept-Language; encontrado: "{ $found }".
http-field-ours = O próprio Carteiro define "{ $found }".
http-file-unreadable = Não é possível ler o arquivo { $path }.
http-json-misfit = Uma mensagem ou uma credencial não pode ser enviada como JSON. Use campos dela, como mail.subject.
line-control = Isto deve ficar em uma linha, sem caracteres de controle.
folder-form = "{ $found }" não é uma pasta: há um nome vazio. Escreva Clientes/Acme; uma barra dentro de um nome se escreve \/.
for-each-no-list = Isto não é uma lista. Escreva [a, b] ou uma expressão que resulte em uma lista.
for-each-one-name = O valor e o número dele não podem ter o mesmo nome, "{ $name }".
for-each-too-many = A lista tem { $count } valores, e no máximo { $limit } são tratados.
host-empty = O host está vazio.
kinds-empty = Sem nenhum tipo, nada é capturado. Indique um tipo ou tire o "kinds".
message-expected = "{ $name }" deveria conter uma mensagem, mas contém { $found ->
       *[text] um texto
        [nothing] nada
        [boolean] verdadeiro ou falso
        [number] um número
        [date_time] uma data com hora
        [list] uma lista
        [record] um registro
        [message] uma mensagem
        [credential] uma credencial
    }.
message-none = Não há mensagem aqui: esta etapa deve ficar dentro de for_each_mail, ou precisa de "message".
mail-none = Não há uma mensagem assim em "{ $folder }". Com "on_missing: nothing" a automação segue sem ela.
mail-not-come = Nenhuma mensagem assim chegou a "{ $folder }" a tempo. Com "on_missing: nothing" a automação segue sem ela.
address-form = "{ $found }" não é um endereço: escreva ana@example.org ou Ana Silva <ana@example.org>, e cada endereço separadamente.
content-bare-cr = Na linha { $line } da mensagem há um retorno de carro que não termina linha nenhuma. Os servidores o entendem de formas diferentes, por isso ela não é enviada.
content-long-line = A linha { $line } da mensagem passa dos { $limit } bytes que os servidores transportam (RFC 5321).
envelope-nobody = A mensagem não diz quem deve recebê-la.
draft-control = Há uma quebra de linha ou um caractere de controle { $field ->
        [Subject] no assunto
        [address] em um endereço
        [filename] no nome de um arquivo
       *[other] em "{ $field }"
    }: deve ficar em uma só linha.
draft-field-name = "{ $found }" não é nome de campo: ASCII visível, sem espaços nem dois-pontos, com no máximo 70 caracteres.
draft-field-taken = O campo "{ $field }" não se escreve em "headers": ele é feito de outros campos da etapa, ou pelos servidores no caminho.
draft-field-control = Há uma quebra de linha ou um caractere de controle no campo "{ $field }": ele deve ficar em uma só linha.
send-nobody = Ninguém recebe esta mensagem: informe "to", "cc" ou "bcc".
attachment-left-out = O arquivo "{ $path }" não existe e fica fora da mensagem.
reply-nobody = A mensagem não traz nenhum endereço para onde responder: informe "to".
reply-automatic = Não respondida: { $why ->
        [submitted] um programa escreveu a mensagem, como ela mesma diz
        [report] a mensagem conta o que houve com outra
        [bulk] a mensagem foi enviada a muitos
        [no_return] nada pode voltar a quem enviou a mensagem
       *[suppressed] a mensagem pede que programas não respondam
    }. Com "even_automatic: true" ela é respondida mesmo assim.
quote-heading = Em { $date }, { $who } escreveu:
quote-heading-undated = { $who } escreveu:
forward-heading = ---------- Mensagem encaminhada ----------
forward-from = De: { $who }
forward-date = Data: { $date }
forward-subject = Assunto: { $subject }
forward-to = Para: { $who }
forward-cc = Cc: { $who }
draft-one-way = Um rascunho responde a uma mensagem ou encaminha uma: informe só um entre "reply", "reply_all" e "forward".
draft-still-there = O rascunho foi enviado, mas não pôde ser retirado dos rascunhos. Remova-o de lá, ou outra execução o enviará de novo.
draft-from = Não se sabe que endereço fica como remetente: informe "from".
draft-one-writer = Uma só pessoa escreve uma mensagem: "from" tem várias.
line-form = Há uma quebra de linha ou um caractere de controle: deve ficar em uma só linha.
file-path-empty = "{ $found }" não é o caminho de um arquivo.
file-unreadable = Não é possível ler o arquivo "{ $path }". Confira o nome e se ele está na pasta de arquivos.
append-what = Informe o que guardar: "file" ou "message", um dos dois.
append-one-file = Guarda-se um arquivo por vez.
append-no-message = "{ $path }" não é uma mensagem: um arquivo .eml começa com campos como "From:" e não tem bytes zero.
list-limit = Uma lista guarda no máximo { $most } mensagens, não { $limit }. Para mais, use for_each_mail.
list-has-more = Há mais mensagens: a lista guarda as primeiras { $most }. Informe "limit", restrinja "where" ou use for_each_mail.
list-too-large = Os textos destas mensagens somam mais de { $megabytes } MB. Informe um "limit" menor ou use for_each_mail.
inbox-stays = A caixa de entrada não pode ser renomeada nem excluída.
folder-not-empty = "{ $folder }" não está vazia: { $messages ->
        [0] há pastas dentro dela
        [one] há 1 mensagem nela
       *[other] há { $messages } mensagens nela
    }.
which-both = Esta etapa trabalha com uma mensagem ou com as de uma pasta: informe "message" ou "session", não os dois.
mark-how = Diga como: "read", "flagged", "add_categories" ou "remove_categories".
mark-category-both = A categoria "{ $name }" está ao mesmo tempo para acrescentar e para retirar.
which-no-folder = Para trabalhar com muitas mensagens, informe "folder", a pasta em que estão.
which-no-session = "{ $field }" pertence a uma etapa que trabalha com as mensagens de uma pasta: informe "session" e "folder".
message-not = "{ $name }" não contém uma mensagem.
 ainda não foi construído.
path-leads-out = "{ $found }" leva para fora da pasta de arquivos. Escreva um caminho dentro dela, como notas/2026.
port-form = "{ $found }" não é uma porta: informe um número de 1 a 65535.
proxy-form = Era esperado um proxy como http://proxy.example:3128 (ou https, socks5, socks5h); encontrado: "{ $found }".
proxy-login-form = Este nome de usuário e esta senha não podem ser informados a um proxy deste tipo: nenhum dos dois é vazio, o nome não tem dois-pontos e, com SOCKS, cada um tem no máximo 255 bytes.
proxy-login-half = O proxy tem só o nome de usuário ou só a senha. Informe os dois, ou nenhum.
proxy-login-twice = O proxy tem um nome de usuário na URL e outro ao lado. Informe-o só ao lado da URL.
regex-group-twice = O grupo "{ $name }" aparece duas vezes. Cada nome vira um campo de mail.match.
regex-invalid = Esta expressão regular não pode ser usada: { $why ->
    [group-unclosed] um grupo é aberto e nunca fechado; um "(" simples se escreve "\("
    [group-unopened] um grupo é fechado sem ter sido aberto; um ")" simples se escreve "\)"
    [group-name] o nome de um grupo começa com letra e só tem letras, dígitos e "_", como em (?<numero>\d+)
    [group-twice] dois grupos têm o mesmo nome
    [class-unclosed] um "[" nunca é fechado; um "[" simples se escreve "\["
    [class-range] um intervalo entre "[" e "]" não faz sentido
    [repetition-missing] não há o que repetir antes de "*", "+", "?" ou de uma chave; um sinal simples leva "\" antes
    [repetition-count] os números entre chaves não fazem sentido; uma chave simples leva "\" antes
    [escape] o que vem depois de uma "\" não significa nada; uma barra simples se escreve duas vezes
    [look-around] olhar adiante ou atrás não é possível, pois pode não terminar nunca
    [backreference] referir-se a um grupo anterior não é possível, pois pode não terminar nunca
    [nesting] há aninhamento demais
    [property] um nome entre chaves depois de "\p" não existe
   *[other] { $detail }
}.
regex-too-large = Esta expressão regular é grande demais.
retry-outcome-unknown = O que talvez tenha acontecido não é repetido sozinho. Capture outcome_unknown com try e deixe uma pessoa verificar.
run-cancelled = A execução foi encerrada.
secret-typed-in-place = Um segredo está escrito no próprio arquivo (string insegura). Guarde-o em uma credencial: { "{" } credential: COFRE/NOME.ATRIBUTO { "}" }.
secret-variable-kind = A variável "{ $name }" não pode ser usada aqui: é preciso um texto ou uma credencial.
secret-variable-misfit = A variável "{ $name }" não pode ser usada aqui: ela contém { $found ->
       *[text] um texto
        [nothing] nada
        [boolean] verdadeiro ou falso
        [number] um número
        [date_time] uma data com hora
        [list] uma lista
        [record] um registro
        [message] uma mensagem
        [credential] uma credencial
    }.
security-none = Qualquer um no caminho pode ler a senha e as mensagens: security está como "none". Use tls ou starttls.
session-closed-in-loop = A sessão "{ $session }" é encerrada dentro do laço, e a próxima mensagem ainda precisa dela. Desconecte depois do laço.
session-ended = A sessão "{ $session }" já foi encerrada.
session-forbids = A sessão "{ $session }" não permite isto: falta { $needed } em "allow".
session-name-form = "{ $found }" não é um nome de sessão. Use letras minúsculas sem acento, dígitos, - e _.
session-none = Não há aqui um laço cuja sessão possa ser usada: informe "session".
session-not-open = A sessão "{ $session }" não está aberta.
session-not-yet = A sessão "{ $session }" só é aberta depois. Coloque o connect dela antes desta etapa.
session-twice = A sessão "{ $session }" já está aberta. Escolha outro nome, ou desconecte antes.
session-unknown = Nenhuma etapa abre a sessão "{ $session }". Adicione uma etapa connect.
session-unknown-meant = Nenhuma etapa abre a sessão "{ $session }". Você quis dizer "{ $meant }"?
size-form = "{ $found }" não é um tamanho. Escreva 800, 5MB ou 2MiB.
skipped-inline = É mostrado no texto (inline).
skipped-large = É maior que o desejado ({ $size } bytes).
skipped-name = O nome não é um dos desejados.
skipped-small = É menor que o desejado ({ $size } bytes).
skipped-there = Já existe um arquivo com este nome.
skipped-type = O tipo não é um dos desejados ({ $found }).
span-form = "{ $found }" não é uma duração. Escreva 500ms, 120s, 5m, 1h 30m ou 2d.
stopped-because = A automação encerrou a execução: { $reason }
stopped-here = A automação encerrou a execução.
template-argument = { $template }: o argumento { $argument } do filtro "{ $name }" precisa ser um número inteiro a partir de 0, e é { $found ->
       *[text] um texto
        [nothing] nada
        [boolean] verdadeiro ou falso
        [number] um número
        [date_time] uma data com hora
        [list] uma lista
        [record] um registro
        [message] uma mensagem
        [credential] uma credencial
    }.
template-date-format = { $template }: não se pode escrever datas como "{ $found }". Escreva %d/%m/%Y, como no strftime.
template-divided-by-zero = { $template } divide por zero.
template-filter-arguments = Não é assim que se escreve. Escreva { $form }; os argumentos do fim podem ser omitidos.
span-zero = Precisa ser mais do que zero.
template-filter-meant = Não existe o filtro "{ $found }". Você quis dizer "{ $meant }"?
template-filter-unknown = Não existe o filtro "{ $found }". Possíveis: { $allowed }.
template-function-unknown = Não existe a função "{ $found }". Possíveis: { $allowed }. O que altera um valor é um filtro: valor | filtro.
template-input = { $template }: "{ $name }" não funciona com { $found ->
       *[text] um texto
        [nothing] nada
        [boolean] verdadeiro ou falso
        [number] um número
        [date_time] uma data com hora
        [list] uma lista
        [record] um registro
        [message] uma mensagem
        [credential] uma credencial
    }.
template-line-end = { $template } traz uma quebra de linha para onde só cabe uma linha. Retire-a: valor | replace("\n", " ").
template-loop-alone = "loop" não é um valor por si só. Cite um dos campos dele: { $known }.
template-method = "{ $found }" não pode ser chamado. O que altera um valor é um filtro: valor | filtro.
template-no-repeating = { $template }: só números se multiplicam, textos e listas não.
template-not-closed = Falta o fim: { $missing }.
template-not-text = { $template }: { $found ->
       *[list] uma lista não cabe em um texto. Junte-a: lista | join(", ")
        [record] um registro não cabe em um texto. Cite um dos campos dele
        [message] uma mensagem não cabe em um texto. Cite um dos campos dela, como subject
    }.
template-number-form = "{ $found }" não é um número que se possa usar. Números inteiros vão até 9223372036854775807.
template-operands = { $template }: "{ $operator }" não funciona entre { $left ->
       *[text] um texto
        [nothing] nada
        [boolean] verdadeiro ou falso
        [number] um número
        [date_time] uma data com hora
        [list] uma lista
        [record] um registro
        [message] uma mensagem
        [credential] uma credencial
    } e { $right ->
       *[text] um texto
        [nothing] nada
        [boolean] verdadeiro ou falso
        [number] um número
        [date_time] uma data com hora
        [list] uma lista
        [record] um registro
        [message] uma mensagem
        [credential] uma credencial
    }.
template-overflow = { $template }: "{ $operator }" produz um número grande demais.
template-quote-open = Há uma aspa que não foi fechada.
template-round-method = { $template }: não existe o arredondamento "{ $found }". Possíveis: { $allowed }.
template-set-form = Só é possível atribuir a nomes, não a "{ $found }".
template-step-zero = { $template }: um passo de 0 não leva a lugar nenhum.
template-syntax = Não foi possível ler esta expressão: { $detail }.
template-tag-meant = Não existe a marca "{ $found }". Você quis dizer "{ $meant }"?
template-tag-open = A marca "{ $tag }" não foi encerrada. Escreva { $end } onde ela termina.
template-tag-stray = A marca "{ $tag }" não cabe aqui: aquilo de que ela faz parte não está em volta dela.
template-tag-unknown = Não existe a marca "{ $found }". Possíveis: { $allowed }.
template-test-arguments = O teste "{ $name }" { $count ->
        [0] não tem argumentos
        [one] tem um argumento
       *[other] tem { $count } argumentos
    }.
template-test-meant = Não existe o teste "{ $found }". Você quis dizer "{ $meant }"?
template-test-unknown = Não existe o teste "{ $found }". Possíveis: { $allowed }.
template-too-deep = Há coisas demais umas dentro das outras nesta expressão. Dê nome a partes dela com {"{% set %}"}.
template-too-much = { $template } consome tempo ou memória demais.
template-url-dots = Um valor feito só de pontos levaria a outro lugar em uma URL.
template-undefined = { $template } menciona algo que não existe.
template-undefined-name = { $template } menciona "{ $name }", que não existe. Um valor para usar no lugar: | default("…").
template-unexpected = "{ $found }" não cabe ali.
template-unpack = { $template }: para tantos nomes é preciso uma lista de { $wanted } valores, e o que há é { $found ->
       *[list] uma lista de outro tamanho
        [text] um texto
        [nothing] nada
        [boolean] verdadeiro ou falso
        [number] um número
        [date_time] uma data com hora
        [record] um registro
        [message] uma mensagem
        [credential] uma credencial
    }.
template-value-too-large = A expressão produz um valor grande demais: mais de { $nodes } valores ou { $mebibytes } MiB de texto.
time-zone-unknown = Não existe o fuso horário "{ $found }". Escreva um nome IANA, como America/Sao_Paulo.
tls-setup = Não foi possível preparar o TLS nesta máquina.
separator-form = Era esperado um separador: vírgula, ponto e vírgula, barra vertical ou tab; encontrado: "{ $found }".
statuses-form = Era esperado um status como 404, ou vários como 200..299; encontrado: "{ $found }".
url-form = Era esperada uma URL como https://example.org/caminho; encontrado: "{ $found }".
url-host-fixed = O esquema e o servidor de "{ $found }" devem estar escritos por extenso: uma expressão só pode vir depois do servidor.
url-scheme = Só é possível usar http e https; encontrado: "{ $found }".
url-user = Uma URL com nome de usuário ou senha não é usada. Escreva-os em "auth".
value-misfit = { $expected ->
       *[text] Era esperado um texto
        [line] Era esperada uma linha de texto
        [html] Era esperado HTML
        [folder] Era esperada uma pasta
        [path] Era esperado um caminho
        [file] Era esperado um arquivo
        [file_name] Era esperado um nome de arquivo
        [url] Era esperada uma URL
        [port] Era esperada uma porta
        [count] Era esperado um número inteiro
        [boolean] Era esperado verdadeiro ou falso
        [size] Era esperado um tamanho, como 5MB
        [length_of_time] Era esperada uma duração, como 5m
        [date] Era esperada uma data, com ou sem hora
        [day] Era esperado um dia
        [address] Era esperado um endereço
        [list] Era esperada uma lista
    }; foi encontrado: { $found ->
       *[text] um texto
        [nothing] nada
        [boolean] verdadeiro ou falso
        [number] um número
        [date_time] uma data com hora
        [list] uma lista
        [record] um registro
        [message] uma mensagem
        [credential] uma credencial
    }.
variable-field-meant = "{ $name }" não tem o campo "{ $field }". Você quis dizer "{ $meant }"?
variable-field-unknown = "{ $name }" não tem o campo "{ $field }". Possíveis: { $known }.
variable-is-credential = A variável "{ $name }" é uma credencial e não pode ser informada de fora.
variable-misfit = O valor de "{ $name }" precisa ser { $expected ->
       *[text] texto
        [number] um número
        [boolean] true ou false
        [date_time] uma data, ou data e hora
        [list] uma lista
        [table] uma tabela: uma lista de registros
        [record] um registro
        [file] um arquivo
        [credential] uma credencial (COFRE/NOME.ATRIBUTO)
    }.
variable-name-form = "{ $found }" não é um nome de variável. Use letras minúsculas sem acento, dígitos e _, começando por letra.
variable-name-reserved = "{ $found }" significa outra coisa nas expressões. Escolha outro nome.
variable-no-fields = "{ $name }" não tem campos ali, e "{ $field }" é pedido.
variable-not-declared = Esta automação não tem a variável "{ $name }".
variable-required = É preciso informar a variável "{ $name }".
variable-unknown = Não há a variável "{ $name }" aqui. Conhecidas: { $known }.
variable-unknown-meant = Não há a variável "{ $name }" aqui. Você quis dizer "{ $meant }"?
variable-unset = A variável "{ $name }" não tem valor.
group-sessions = Sessões
group-loops = Laços
group-messages = Mensagens
group-files = Arquivos
group-folders = Pastas
group-web = Web
group-flow = Variáveis e condições
## A linha de comando
address-form-plain = Isto não é um endereço. Escreva-o como ana@exemplo.com.br.
column-office-365 = Servidor de e-mail: Office 365
column-gmail = Gmail
column-outlook-com = MSN / Outlook.com
column-yahoo = Yahoo
column-custom = Personalizado
column-ews-cloud = EWS, nuvem
column-ews-on-premises = EWS, local
column-outlook = Outlook (Graph)
mode-instead = Use { $instead }.
mode-ntlm-elsewhere = Só o Exchange local aceita NTLM. { mode-instead }
mode-ntlm-domain-twice = O nome de usuário já diz o domínio. Deixe "domain" de fora, ou escreva o nome de usuário sem ele.
mode-service-account-elsewhere = Contas de serviço existem apenas no Google. { mode-instead }
mode-ropc-legacy = O ROPC está sendo abandonado: não conhece segundo fator e falha assim que a conta precisar de um. { mode-instead }
mode-implicit-legacy = O modo implícito está sendo abandonado: o navegador recebe o próprio token, e nada o renova. { mode-instead }
mode-implicit-refused = O modo implícito entrega o token ao navegador, e nada o renova. { mode-instead }
mode-office-365-passwords-off = O Microsoft 365 desativou a entrada com senha; quase nenhum servidor dele ainda aceita uma. { mode-instead }
mode-outlook-com-passwords-off = Outlook.com, Hotmail, Live e MSN não aceitam mais que programas entrem com senha. { mode-instead }
mode-ews-cloud-passwords-off = O Exchange na nuvem não aceita mais que ninguém entre com senha. { mode-instead }
mode-outlook-tokens-only = O Outlook é acessado pelo Microsoft Graph, que aceita tokens, e não senhas. { mode-instead }
mode-outlook-com-no-ropc = A Microsoft não emite token em troca da senha de uma conta pessoal. { mode-instead }
mode-outlook-no-ropc = No Outlook ninguém entrega a senha a um programa: o ROPC não conhece segundo fator. { mode-instead }
mode-personal-no-application = Uma conta pessoal não pertence a nenhuma organização que possa liberar um aplicativo por si só. { mode-instead }
mode-gmail-app-password = O Gmail aceita apenas senha de app, e só de contas com verificação em duas etapas. Prefira { $instead }.
mode-gmail-no-application = O Google não dá acesso a e-mail a um aplicativo em nome próprio. No Google Workspace, use { $instead } com delegação em todo o domínio.
mode-gmail-delegation = No Google Workspace, se um administrador deu à conta de serviço a delegação em todo o domínio.
mode-gmail-no-device = O Google não dá acesso a e-mail por um código digitado em outro dispositivo. { mode-instead }
mode-gmail-no-ropc = O Google não emite tokens em troca de senhas. { mode-instead }
mode-yahoo-app-password = O Yahoo aceita apenas senha de app, criada nas configurações de segurança da conta. Com um cliente próprio, use { $instead }.
mode-yahoo-own-client = Se você tem um cliente ao qual o Yahoo permitiu ler e-mail.
mode-yahoo-no-application = O Yahoo não dá acesso a e-mail a um aplicativo em nome próprio. { mode-instead }
mode-yahoo-no-device = O Yahoo não emite códigos para dispositivos. { mode-instead }
mode-yahoo-no-ropc = O Yahoo não emite tokens em troca de senhas. { mode-instead }
mode-exchange-issuer = Com tokens do AD FS, da Microsoft (híbrido) ou de um provedor próprio.
mode-tenant-missing = Um aplicativo entra em um diretório da Microsoft: informe o tenant_id.
mode-tenant-of-many = Um aplicativo entra em um único diretório, e "{ $tenant }" representa vários. Informe o ID do diretório ou o domínio dele.
mode-secret-or-certificate = Um aplicativo prova quem é: informe client_secret ou certificate.
mode-secret-and-certificate = Um aplicativo prova quem é de um só jeito: informe client_secret ou certificate, não os dois.
mode-google-secret-missing = O Google também quer o segredo do cliente quando o navegador volta com um código: informe client_secret.
mode-redirect = "{ $found }" não é um endereço desta máquina, como http://localhost:9999/callback, nem um com https://, de onde se copia o endereço. Escreva-o como está registrado.
mode-basic-mailbox = Com nome de usuário e senha o servidor abre a caixa de correio de quem entra, e "mailbox" não tem efeito. Deixe-o de fora e escreva o nome de usuário como o servidor o quer para uma caixa compartilhada.
mode-nobody = Nada diz de quem é a caixa de correio a abrir: informe um username aqui ou um mailbox ao lado de "auth".
oauth-url = { $url } não é um endereço em que se possam pedir tokens: começa com https:// e nomeia um servidor.
oauth-url-open = Em { $url } qualquer um no caminho poderia ler o que é secreto. Deve começar com https://.
oauth-tenant = O ID do locatário é o ID do diretório (letras, algarismos e "-") ou o domínio dele.
oauth-custom-empty = Um provedor próprio precisa de issuer ou de token_url.
oauth-other-issuer = { $issuer } responde como outro emissor. Escreva o emissor exatamente como ele se chama.
oauth-no-authorization = Este provedor não tem página para as pessoas entrarem. Informe authorization_url.
oauth-no-device = Este provedor não dá códigos para dispositivos. Use authorization_code ou informe device_url.
oauth-sign-in-again = { $host } quer que alguém entre de novo.
oauth-declined = Quem deveria entrar recusou.
oauth-code-expired = O código não foi digitado a tempo. Comece de novo para receber outro.
oauth-client-unknown = { $host } não aceita o aplicativo: o ID do cliente, o segredo ou o certificado está errado ou expirou.
oauth-client-not-allowed = { $host } não permite que o aplicativo entre deste modo.
oauth-scope-refused = { $host } não dá ao aplicativo as permissões que ele pede.
oauth-refused = { $host } se recusa a dar um token.
oauth-password-refused = O nome de usuário ou a senha está errado, ou a conta pede um segundo fator, que este modo não consegue mostrar. Use authorization_code.
oauth-delegation-refused = A conta de serviço não pode agir por esta pessoa. Um administrador do domínio autoriza o ID do cliente e o escopo em "delegação em todo o domínio".
oauth-down = { $host } não dá tokens no momento.
oauth-busy = { $host } quer ser consultado com menos frequência.
oauth-silent = { $host } não respondeu a tempo ao pedido de um token.
oauth-unreachable = Não foi possível chegar a { $host } para pedir um token.
oauth-not-secure = Não há conexão segura com { $host } para pedir um token.
oauth-no-answer = O que { $host } responde não é resposta de um servidor OAuth. Verifique o endereço do provedor.
oauth-no-bearer = { $host } dá um token de um tipo que nenhum servidor de e-mail aceita.
oauth-unread = Não foi possível ler a resposta.
oauth-state = O que o navegador trouxe responde a outra tentativa de entrar. Comece de novo e termine na janela que se abre.
oauth-nothing-brought = O navegador voltou de { $host } sem o que foi pedido.
certificate-missing = Não há certificado. Deve começar com -----BEGIN CERTIFICATE-----, com a chave privada no mesmo texto.
key-missing = Não há chave privada. Deve começar com -----BEGIN PRIVATE KEY-----.
key-encrypted = A chave privada tem senha. Retire-a: openssl pkey -in key.pem -out plain.pem
key-unusable = A chave privada não pode ser usada. Deve ser RSA ou da curva P-256, em PEM.
service-key-form = Isto não é a chave de uma conta de serviço: é o arquivo JSON inteiro que o Google deixa baixar uma vez.
oauth-other-host = Um token de { $provider } só é mostrado a servidores de { $provider }, e { $host } não é um deles.
managed-nowhere = A conexão "{ $connection }" é mantida por uma Control Room, e esta execução não tem uma. Entre por outro modo.
login-not-needed = Nenhuma sessão desta automação precisa que alguém entre antes.
login-other-person = Quem entrou foi { $person }, mas o pedido era a { $wanted }. Saia do provedor no navegador e tente de novo; se { $person } abre a caixa de { $wanted }, informe { $person } como username e { $wanted } como mailbox.
login-port-busy = Outro programa usa a porta { $port }, para a qual o navegador volta. Encerre-o ou registre outra URI de redirecionamento.
login-port-refused = O navegador não pode voltar para a porta { $port } desta máquina.
login-nobody-came = Ninguém entrou em { $minutes } minutos. Comece de novo quando estiver pronto.
page-done = É só isso. Você pode fechar esta janela e voltar ao Carteiro.
page-refused = O acesso não foi concluído. O Carteiro diz por quê; você pode fechar esta janela.
page-waiting = Um momento …
login-command = { $login_known ->
    [connection] o login da conexão
    [yes] carteiro login { $login_for }
   *[no] carteiro login ARQUIVO
}
login-missing = Ninguém entrou em { $provider } para isto ainda. Execute: { login-command }
login-ended = O acesso a { $provider } terminou e não trouxe nada que dure mais. Execute: { login-command }
login-renewal-lost = { $provider } não aceita mais o acesso guardado. A última execução terminou enquanto o renovava, e o novo se perdeu com ela. Execute: { login-command }
login-nobody = Ninguém diz de quem é a caixa a abrir: informe username ou mailbox.
login-which = Várias pessoas entraram em { $provider }: { $users }. Informe username.
login-which-account = Várias pessoas entraram em { $provider }: { $users }. Diga em "auth" por quem, ou em "mailbox" de quem é a caixa de correio.
login-here = { $cloud ->
    [none] { login-command }
    [custom] carteiro login ARQUIVO, em que ARQUIVO diz em "auth" por qual aplicativo se entra
    [global] carteiro login { $provider }
   *[other] carteiro login { $provider } --cloud { $cloud }
}
login-none = Ninguém entrou ainda em { $provider } para isto. Execute: { login-here }
login-needs-proof = Quem entrou em { $provider } entrou por um aplicativo com segredo. O segredo não é guardado, e sem ele nada renova o acesso. Escreva o aplicativo e seu segredo em "auth", ou entre por um aplicativo que não precise de um. Execute: { login-here }
login-elsewhere = O acesso a { $provider } guardado aqui foi dado por { $from } e não vai a mais ninguém, mas aqui iria a { $to }. Se esse endereço estiver certo, entre lá. Execute: { login-here }
login-unread = Não foi possível ler ou gravar o acesso guardado.
login-refused = Não é possível guardar acessos em { $folder }.
login-missing-or-damaged = Ninguém entrou em { $provider } para isto, ou o que foi guardado disso está em { $file }, que não pode ser aberto: está danificado ou foi selado com outra chave. Execute: { login-here }
login-damaged = Não é possível abrir { $file }: está danificado ou foi selado com outra chave. Remova-o e execute: { login-command }
key-refused = A chave que sela os acessos não pode ser guardada em { $folder } ({ $error }).
key-damaged = { $file } não é uma chave do Carteiro. Reponha o arquivo certo; sem ele nada do que foi selado pode ser aberto.
key-has-no-passphrase = Foi dada uma frase secreta, mas os acessos são selados com uma chave em arquivo. Deixe a frase de fora.
key-passphrase-missing = Os acessos são selados com uma frase secreta. Informe-a em CARTEIRO_PASSPHRASE.
key-passphrase-wrong = A frase secreta não abre o que foi selado com a anterior.

ui-output-failed = Não foi possível escrever a saída.
ui-panic = Algo deu errado dentro do Carteiro, em { $place }. Por favor, relate o problema. O conteúdo envolvido não é mostrado aqui, pois pode ser privado.
ui-file-missing = Não existe o arquivo { $file }.
ui-file-is-folder = { $file } é uma pasta. Indique um arquivo.
ui-file-denied = Você não tem permissão para ler { $file }.
ui-file-unreadable = Não foi possível ler { $file }.
ui-files-refused = { $folder } não pode ser usada como pasta de arquivos.
ui-trace-outside = O registro só é gravado dentro da pasta atual, e { $file } leva para fora dela. Indique um nome sem "..".
ui-trace-refused = Não foi possível gravar o registro em { $file }.
ui-credentials-open = Outros usuários desta máquina podem ler { $file }; por isso ele não foi aberto. Deixe-o só para você: chmod 600 { $file }
ui-credentials-mistake = Isto não está escrito como credenciais: cofre, nome, atributo e, como valor, um texto. O que está ali não é mostrado.
ui-var-form = Uma variável se informa como --var NOME=VALOR.
ui-var-none = Esta automação não tem variáveis; portanto { $name } não pode ser informada.
ui-var-unknown = Esta automação não tem a variável "{ $name }". Ela tem: { $known }.
ui-var-twice = A variável "{ $name }" foi informada duas vezes.
ui-var-missing = É preciso informar a variável "{ $name }": --var { $name }=VALOR
ui-var-credential = A variável "{ $name }" é uma credencial. Credenciais nunca vão na linha de comando, onde todos na máquina podem lê-las. Use o ambiente (CARTEIRO_CREDENTIAL_…) ou --credentials ARQUIVO.
ui-action-unknown = Não existe a ação "{ $name }". { $guess ->
    [yes] Você quis dizer "{ $meant }"?
   *[no] "carteiro actions" lista todas.
}
ui-action-fields = Campos
ui-action-example = Exemplo: { $title }
ui-action-required = obrigatório
ui-actions-more = "carteiro actions NOME" explica uma delas.
ui-generate-stale = Isto não é o que o código escreveria. Execute "cargo xtask generate" e faça o commit:
ui-generate-refused = Não foi possível gravar { $file }.

ui-check-total = { $file }: { $errors ->
    [0] { $warnings ->
        [0] tudo certo
        [one] tudo certo, 1 aviso
       *[other] tudo certo, { $warnings } avisos
    }
    [one] 1 erro
   *[other] { $errors } erros
}.

ui-usage-unknown = { $argument } não existe aqui.{ $guess ->
    [yes] {" "}Você quis dizer { $meant }?
   *[no] {""}
}
ui-usage-command = Não existe o comando "{ $command }".{ $guess ->
    [yes] {" "}Você quis dizer "{ $meant }"?
   *[no] {""}
}
ui-usage-no-command = Falta um comando.
ui-usage-missing = Falta isto: { $arguments }
ui-usage-no-value = { $argument } precisa de um valor.
ui-usage-value = "{ $value }" não é possível para { $argument }. Possíveis: { $allowed }.
ui-usage-unfit = "{ $value }" não pode ser usado em { $argument }.
ui-usage-conflict = { $argument } não pode ser usado junto com { $other }.
ui-usage-more = "--help" explica mais.

ui-step = { $action ->
    [connect] Conectando
    [disconnect] Desconectando
    [for_each_mail] Procurando mensagens
    [wait] Aguardando
   *[other] { $action }
} …
ui-progress = { $done ->
    [one] 1 feita
   *[other] { $done } feitas
}{ $failed ->
    [0] {""}
    [one] , 1 falhou
   *[other] , { $failed } falharam
} · { $rate }/s
ui-stopping = Parando quando as mensagens em andamento terminarem. Ctrl-C mais uma vez encerra na hora.
ui-connected = { $session }: conectada a { $host }{ $known ->
    [no] {""}
   *[yes] {" "}como { $user }
}
ui-convert-any = { $field ->
        [subject] O assunto, qualquer um destes:
       *[from] O nome ou endereço de quem enviou, qualquer um destes:
    }
ui-convert-contains = "{ $text }" em algum lugar dele, sem diferenciar maiúsculas
ui-convert-exact = "{ $text }" e nada mais, diferenciando maiúsculas
ui-convert-written = { $file } foi gravado.
ui-convert-same-file = { $file } já existe. Informe outro arquivo, ou omita --output e o texto é impresso.
ui-convert-wrong = Não foi possível ler { $option }: { $why }
ui-data-nowhere = Não há pasta para o que precisa ser lembrado entre execuções. Indique uma com --data ou CARTEIRO_DATA.
ui-disconnected = { $session }: desconectada
ui-reconnected = { $session }: conectada de novo
ui-alert = { $session }: o servidor quer que você saiba: { $text }
ui-fewer-connections = { $session }: não houve mais uma conexão, e o trabalho segue com { $left ->
    [one] uma
   *[other] { $left }
}. { $why }
ui-retrying = { $session }: { $why } { $wait ->
    [no] Nova tentativa agora.
   *[yes] Nova tentativa em { $pause }.
}
ui-trying-again = { $why } { $wait ->
    [no] Tentando de novo agora
   *[yes] Tentando de novo em { $pause }
} ({ $attempt } de { $times }).
ui-caught = capturado: { $why }
ui-finally-failed = também falhou no fim: { $why }
ui-waiting = { $what ->
    [mail] aguardando e-mail até { DATETIME($until) }
    [tried] aguardaria até { DATETIME($until) }
   *[time] aguardando até { DATETIME($until) }
}
ui-new-name = Primeiros passos
ui-new-looking = Procurando o servidor de e-mail de { $domain } …
ui-new-not-found = Nada indica o servidor de e-mail de { $domain }: nem um provedor conhecido, nem o próprio domínio. Confira a grafia do endereço.
ui-new-not-asked = Não foi possível perguntar pelo servidor de e-mail de { $domain }: o sistema de nomes de domínio não responde. Esta máquina está conectada a uma rede?
ui-new-found = Servidor: { $host } ({ $protocol }), porta { $port }, { $security }. Nome de usuário: { $user }
ui-new-sends = Os e-mails saem por { $host }, porta { $port }, { $security }.
ui-new-by-table = Conhecido como { $name }.
ui-new-by-exchanger = O e-mail do domínio vai para { $name } ({ $host }).
ui-new-by-autoconfig = Segundo { $url }
ui-new-by-service = Segundo o sistema de nomes de domínio ({ $name }).
ui-new-by-autodiscover = O domínio tem um Exchange, que diz em { $host } (Autodiscover) onde está uma caixa de correio assim que alguém entra.
ui-new-by-you = Segundo você.
ui-new-ask-address = Seu endereço:
ui-new-ask-host = O servidor de e-mail (IMAP), como seu provedor o chama:
ui-new-ask-place = A senha será mostrada a este servidor. Continuar? [S/n]
ui-new-ask-mode = Qual? [1]
ui-new-ask-client-id = O ID do cliente do aplicativo registrado no provedor (veja docs/guide/sign-in.md):
ui-new-ask-password = Senha de { $user } em { $host } (não aparece; Enter para deixar de fora):
ui-new-modes = Estes funcionam:
ui-new-needs = Não há ninguém a quem perguntar: informe { $option }.
ui-new-left-out = Sem resposta não há o que fazer. Ela também pode ser dada na linha de comando: { $option }
ui-new-other-place = Informe então o servidor que seu provedor indica: --host HOST
ui-new-open = Todos no caminho até { $host } poderiam ler a senha: sem TLS só se alcança esta máquina.
ui-new-no-tls = Não é possível preparar o TLS nesta máquina.
ui-new-no-mode = O servidor não aceita nada do que se poderia mostrar a ele aqui. Pergunte a quem o mantém como programas entram.
ui-new-mode-not-taken = O servidor não aceita { $mode }. Ele aceita: { $offered }
ui-new-wrong = O que foi escrito não é uma automação. Por favor, relate isto.
ui-new-exists = Já existe um arquivo { $file }. Escolha outro nome: --output ARQUIVO
ui-new-refused = Não é possível escrever { $file }.
ui-new-not-written = Nada foi escrito. Corrija o que está errado acima e comece de novo.
ui-new-without-sender = Não é possível enviar por { $host } daqui. A automação lê e-mails mesmo assim: é escrita sem "outgoing".
ui-new-written = Escrito: { $file }. Conta o que não foi lido e lista as cinco mensagens mais novas; não muda nada.
ui-new-secret = As próximas execuções pegam o segredo do ambiente, { $variable }, ou de um arquivo que só você pode ler: --credentials ARQUIVO, com
      { $locker }: { "{" } { $name }: { "{" } { $attribute }: … { "}" } { "}" }
ui-new-app-password = Uma senha de app se cria nas configurações da conta; a senha da própria conta não funciona.
ui-new-try = Depois veja se funciona: carteiro doctor { $file }
ui-new-login = Entre uma vez: carteiro login { $file }
ui-new-run = A seguir: carteiro run { $file }
ui-login-open = Sessão "{ $session }": entre aqui, num navegador:
    { $url }
ui-login-or-paste = Se o navegador estiver em outra máquina, cole o endereço em que ele termina, ou o código que ele mostra.
ui-login-paste = O navegador termina em { $uri }. Copie o endereço inteiro que ele mostra, cole aqui e tecle Enter.
ui-login-not-pasted = Não é onde um navegador termina depois de entrar. Copie o endereço inteiro da barra de endereços.
ui-login-device = Sessão "{ $session }": abra { $page } em qualquer dispositivo e digite este código:
    { $code }
ui-login-kept = Acesso concluído{ $known ->
    [yes] {" "}como { $user }
   *[no] {""}
}. As execuções o renovam sozinhas; "carteiro logout" o esquece.
ui-login-ends = Acesso concluído{ $known ->
    [yes] {" "}como { $user }
   *[no] {""}
}, até { $until }: este modo não pode ser renovado sem você.
ui-login-lacks = Mas { $provider } não permite tudo o que foi pedido; falta: { $scopes }. Entre de novo e deixe todas as caixas marcadas na página do provedor.
ui-login-options = Na linha de comando cada um destes é uma opção, como --client-secret para client_secret. "carteiro login --help" lista todas.
ui-login-client-id = Para entrar em { $provider } é preciso nomear o aplicativo: --client-id ID. O guia do provedor diz como registrar um.
ui-login-remembered = Com o aplicativo do último acesso de lá: { $client }. Outro é informado com --client-id.
ui-login-ask-tenant = O ID do locatário da organização, ou "consumers" para contas pessoais (em branco: qualquer um):
ui-login-cloud = Só "carteiro login microsoft" aceita --cloud. Um arquivo diz por cloud: { $cloud } em qual se entra.
ui-login-needs-auth = O segredo do aplicativo não é guardado: este acesso serve a arquivos que informam em "auth" o aplicativo e seu segredo. Onde não devem precisar de detalhes, entre por um aplicativo sem segredo.
ui-login-protocol = Não se entra em { $provider } para isso: lá, --protocol é imap ou pop3.
ui-logins-none = Ninguém entrou. "carteiro login ARQUIVO" entra para as sessões de uma automação.
ui-logins-one = { $provider }{ $known ->
    [yes] {" "}como { $user }
   *[no] {""}
}, aplicativo { $client }, desde { $since }{ $lasts ->
    [yes] {""}
   *[no] , até { $until }
}
ui-logout-one = Esquecido: { $provider } { $user }
ui-logout-damaged = Removido: { $file }, que não podia ser aberto.
ui-logout-none = Ninguém entrou como { $which } nem em { $which }. "carteiro logins" lista quem entrou.
ui-dry-run = Ensaio: isto é o que aconteceria. Nada é alterado.
ui-dry-run-refused = Um ensaio guarda numa pasta temporária o que escreveria, e não pode haver uma. Verifique TMPDIR.
ui-dry-run-ended = Nada foi alterado: isto foi um ensaio.
ui-stopped = a automação encerra a execução{ $given ->
    [no] {""}
   *[yes] : { $reason }
}
ui-automation = executando "{ $automation }" ({ $file })
ui-loop = { $session }: mensagens de "{ $folder }"
ui-item = { $subject } ({ $from })
ui-no-subject = (sem assunto)
ui-item-failed = falhou: { $why }
ui-item-skipped = { $subject } ({ $from }) fica de fora: { $why }
ui-message-failed = { $subject } ({ $from }) falhou: { $why }
ui-messages-done = { $done ->
        [0] nenhuma mensagem
        [one] 1 mensagem
       *[other] { $done } mensagens
    }{ $told ->
        [no] {""}
       *[yes] : { $what }
    }{ $failed ->
        [0] {""}
        [one] , 1 falhou
       *[other] , { $failed } falharam
    }
ui-saved = { $dry ->
    [yes] seria salvo: { $path } ({ $size })
   *[no] salvo: { $path } ({ $size })
}
ui-not-saved = não salvo: { $name }. { $why }
ui-moved = { $dry ->
    [yes] seria movida para "{ $folder }"
   *[no] movida para "{ $folder }"
}
ui-copied = { $dry ->
    [yes] seria copiada para "{ $folder }"
   *[no] copiada para "{ $folder }"
}
ui-deleted = { $dry ->
    [yes] seria excluída para sempre
   *[no] excluída para sempre
}
ui-delete-pending = { $dry ->
    [yes] seria excluída para sempre quando a sessão terminar
   *[no] será excluída para sempre quando a sessão terminar
}
ui-to-trash = { $dry ->
    [yes] seria movida para os e-mails excluídos
   *[no] movida para os e-mails excluídos
}
ui-marked = { $dry ->
    [yes] seria marcada: { $marks }
   *[no] marcada: { $marks }
}
ui-mark = { $mark ->
    [read] lida
    [unread] não lida
    [flagged] sinalizada
    [unflagged] não sinalizada
   *[other] { $mark }
}
ui-stored = { $dry ->
    [yes] seria guardada em "{ $folder }"
   *[no] guardada em "{ $folder }"
}
ui-sent = { $dry ->
    [yes] seria enviada
   *[no] enviada
} para { $to }: { $subject }
ui-sent-without-copy = enviada, mas sem cópia guardada: { $why }
ui-sent-without-mark = enviada, mas a mensagem não foi marcada por isso: { $why }
ui-draft = { $dry ->
    [yes] um rascunho seria guardado em "{ $folder }"
   *[no] rascunho guardado em "{ $folder }"
}
ui-folder-made = { $dry ->
    [yes] a pasta "{ $folder }" seria criada
   *[no] pasta criada: "{ $folder }"
}
ui-requested = { $dry ->
    [yes] haveria uma requisição para { $host } ({ $method }); um ensaio não a faz e considera a resposta vazia
   *[no] requisição para { $host } ({ $method })
}
ui-appended = { $dry ->
    [yes] uma linha seria acrescentada a { $file }
   *[no] linha acrescentada a { $file }
}
ui-folder-renamed = { $dry ->
    [yes] a pasta "{ $folder }" seria renomeada para "{ $to }"
   *[no] pasta "{ $folder }" renomeada para "{ $to }"
}
ui-folder-deleted = { $dry ->
    [yes] a pasta "{ $folder }" seria excluída
   *[no] pasta "{ $folder }" excluída
}
ui-warning = aviso: { $words }
ui-detail = { $from ->
    [server] O servidor disse
    [system] O sistema disse
   *[other] Em detalhe
}:
ui-summary = { $status ->
    [ok] { $dry ->
        [yes] Seria feito
       *[no] Pronto
    }
    [with-failures] { $dry ->
        [yes] Seria feito, mas nem tudo daria certo
       *[no] Pronto, mas nem tudo deu certo
    }
    [cancelled] Parado antes do fim
   *[failed] { $dry ->
        [yes] Falharia
       *[no] Falhou
    }
}{ $counted ->
    [yes] : { $done ->
        [0] { $failed ->
            [0] { $skipped ->
                [0] nenhuma mensagem corresponde ao filtro
               *[other] nenhuma mensagem nova
            }
           *[other] nenhuma mensagem feita
        }
        [one] 1 mensagem
       *[other] { $done } mensagens
    }{ $failed ->
        [0] {""}
        [one] , 1 falhou
       *[other] , { $failed } falharam
    }{ $skipped ->
        [0] {""}
        [one] , 1 já feita antes
       *[other] , { $skipped } já feitas antes
    }, em { $elapsed }.
   *[no] {" "}em { $elapsed }.
}
ui-files = { $files ->
    [one] 1 arquivo { $dry ->
        [yes] seria salvo
       *[no] salvo
    }
   *[other] { $files } arquivos { $dry ->
        [yes] seriam salvos
       *[no] salvos
    }
} ({ $size }) em { $folder }
ui-more-failed = … e mais { $count } que falharam.

ui-advice-error-file = Confira se é possível gravar na pasta de arquivos e se há espaço no disco.
ui-advice-throttled = Espere um pouco e execute de novo.
ui-advice-server-silent = Execute de novo. Se acontecer outra vez, confira a conexão com o servidor.
ui-advice-quota = Libere espaço e execute de novo.
ui-advice-protocol = Execute de novo com --trace ARQUIVO para ver o que o servidor disse e mostre a quem o administra.
ui-advice-content = A mensagem continua onde está. Abra-a em um programa de e-mail.
ui-advice-folder-missing = Confira o nome ou crie a pasta antes, com create_folder.

ui-sandbox-about = Uma caixa de correio com { $count ->
    [one] 1 mensagem inventada
   *[other] { $count } mensagens inventadas
}. Ela vive na memória, e nada sai desta máquina.
ui-sandbox-paste = Para usá-la, comece as etapas de uma automação assim:
ui-sandbox-pop3 = A mesma caixa de correio por POP3:
ui-sandbox-token = Com um token: assim, "carteiro login ARQUIVO" abre uma página de acesso (senha: sandbox).
ui-sandbox-ews = A mesma caixa de correio por Exchange Web Services:
ui-sandbox-outlook = Ou pelo Outlook (Microsoft Graph), com "carteiro login ARQUIVO" como acima:
ui-sandbox-control = { $url } diz e muda o que acontece aqui, em JSON. "carteiro sandbox --faults" lista como ela pode se comportar mal.
ui-sandbox-fault-unknown = Não há falha "{ $name }". "carteiro sandbox --faults" lista todas.
ui-sandbox-fault-form = Não dá para entender { $text }. Escreva --fault { $form }
ui-sandbox-capabilities = Capacidades para "without": { $names }
ui-sandbox-example = Ou execute um dos exemplos:
ui-sandbox-commands = Digite "summary" para ver o que mudou, "quit" para encerrar.
fault-drop-after-bytes = A conexão é cortada depois que o servidor escreveu nela tantos bytes, incluída a saudação.
fault-silent-after-commands = O servidor responde a tantos comandos e depois continua lendo sem dizer nada.
fault-delay-answers = O servidor espera tanto antes de enviar uma resposta.
fault-one-byte-writes = Cada byte é enviado sozinho.
fault-without = O servidor não conhece esta capacidade, em nenhum protocolo.
fault-literal-lie = Os literais dos corpos das mensagens são anunciados com um tamanho errado por tanto.
fault-no-charset = SEARCH não conhece CHARSET (RFC 3501 §6.4.4) e o toma por um erro.
fault-only-ascii = SEARCH conhece um único conjunto de caracteres, US-ASCII, e diz isso (BADCHARSET).
fault-blind-beyond-ascii = SEARCH aceita um texto além de ASCII em qualquer conjunto de caracteres, e não acha nada.
fault-words-only = SEARCH só acha palavras inteiras, como os servidores que têm um índice de palavras.
fault-blind-to-text = SEARCH não acha texto algum, seja qual for, e responde OK.
fault-new-uid-validity = Ao entrar, cada pasta recebe um novo UIDVALIDITY e as mensagens, outros UIDs.
fault-full-mailbox = A caixa de correio deste endereço não recebe nada por enquanto: SMTP diz 452, IMAP diz OVERQUOTA.
fault-over-quota = A caixa de correio deste endereço não recebe mais nada: SMTP diz 552, IMAP diz OVERQUOTA.
fault-rejected-recipient = SMTP não conhece destinatário com este endereço (550).
fault-greylisted = SMTP só aceita uma mensagem para este endereço quando ela é tentada de novo (451).
fault-rejected-message = SMTP aceita todos os destinatários e depois recusa a mensagem (554).
fault-cut-after-dot-delivered = A conexão é cortada depois que uma mensagem foi lida até o fim; ela é entregue, e ninguém diz isso.
fault-cut-after-dot-lost = A conexão é cortada depois que uma mensagem foi lida até o fim, e a mensagem se perde.
fault-autodiscover-redirect-address = O Autodiscover encaminha quem pergunta por outro endereço para este.
fault-autodiscover-redirect-url = O Autodiscover encaminha quem pergunta em outro lugar para esta URL.
fault-lost-after-uidl = Depois que UIDL foi respondido, outro cliente remove a mensagem POP3 deste número.
fault-cut-at-quit-kept = A conexão POP3 é cortada no QUIT, e nada é removido.
fault-cut-at-quit-removed = A conexão POP3 é cortada no QUIT; o que estava marcado é removido, e ninguém diz isso.
fault-mfa-required = Só com a senha ninguém entra: pede-se um segundo fator ou uma senha de aplicativo.
fault-sign-in-unavailable = Agora ninguém entra; mais tarde pode dar certo.
fault-alert = Ao entrar, o servidor tem algo a dizer que uma pessoa precisa ler (RFC 9051 §7.1, ALERT).
fault-ews-version = EWS não conhece versão do seu esquema posterior a esta.
fault-ews-fraction-digits = EWS escreve as horas com tantos dígitos depois dos segundos, no máximo nove.
fault-ews-raw-characters = EWS escreve como são os caracteres que XML proíbe, onde o Exchange escreve referências a eles.
fault-ews-closed-mailbox = EWS só abre a caixa de correio deste endereço para o próprio dono.
fault-ews-no-impersonation = EWS não deixa ninguém agir em nome de outra pessoa.
fault-graph-blocked = Graph está bloqueado por uma política da organização (HTTP 403).
fault-graph-closed-mailbox = Graph não abre a caixa deste endereço a ninguém além do dono.
fault-graph-concurrency = Graph aceita este número de requisições simultâneas de um aplicativo em uma caixa (HTTP 429); sem esta falha, 4.
fault-graph-cut-after-once = A conexão é cortada depois que Graph fez o que a próxima requisição pede, e ninguém diz isso.
fault-graph-cut-before-once = A conexão é cortada depois que Graph leu a próxima requisição; nada é feito.
fault-graph-cut-middle-once = A conexão é cortada no meio da próxima resposta de Graph. O que foi pedido está feito.
fault-graph-cut-upload-once = A conexão é cortada no meio do próximo trecho de um envio a Graph; nada dele é guardado.
fault-graph-gateway-timeout-once = Graph demora demais na próxima requisição (HTTP 504); nada é feito.
fault-graph-inefficient-filter = Graph considera complexo demais todo filtro que compara mais de uma propriedade ou tem ordem.
fault-graph-moved-not-found-once = Graph não encontra, uma vez, uma mensagem que foi movida.
fault-graph-sync-state-lost = Graph não conhece mais nenhum estado de sincronização (HTTP 410).
fault-graph-throttled = Graph não tem tempo para ninguém (HTTP 429), e diz quanto esperar.
fault-graph-throttled-times = Graph não tem tempo para este número de requisições (HTTP 429), e diz a cada uma que espere um segundo.
fault-graph-token-revoked-once = Graph fica sabendo que o token da próxima requisição foi revogado (HTTP 401), e pede claims.
fault-graph-torn-json = Graph responde com JSON que termina no meio.
fault-graph-torn-json-once = Graph responde à próxima requisição com JSON que termina no meio. O que foi pedido está feito.
fault-graph-unavailable = Graph está fora do ar (HTTP 503).
fault-graph-unavailable-once = Graph está fora do ar para a próxima requisição (HTTP 503).
fault-ews-busy = EWS não tem tempo para ninguém (ErrorServerBusy), e diz quanto esperar.
fault-ews-busy-once = EWS não tem tempo para a próxima requisição (ErrorServerBusy), diz quanto esperar, e tem tempo para todas as outras.
fault-ews-unavailable = EWS está fora do ar (HTTP 503).
fault-ews-unavailable-once = EWS está fora do ar para a próxima requisição (HTTP 503).
fault-ews-blocked = EWS está bloqueado pela organização (HTTP 403), como no Exchange Online.
fault-ews-torn-xml = EWS responde com XML que se quebra no meio.
fault-ews-torn-xml-once = EWS responde à próxima requisição com XML que se quebra no meio. O que foi pedido é feito.
fault-ews-cut-before-once = A conexão é cortada depois que EWS leu a próxima requisição; nada é feito.
fault-ews-cut-after-once = A conexão é cortada depois que EWS fez o que a próxima requisição pede, e ninguém diz isso.
fault-ews-stops-batch-once = O armazenamento de EWS sai do ar na próxima requisição sobre mais itens do que estes: o seguinte é recusado (ErrorMailboxStoreUnavailable) e os demais não são processados (ErrorBatchProcessingStopped).
fault-ews-timeout-once = EWS faz o que a próxima requisição pede, e diz que o tempo se esgotou (ErrorTimeoutExpired).
fault-ews-concurrency = EWS aceita tantas requisições simultâneas de um usuário (ErrorExceededConnectionCount).
fault-ews-minute = Um minuto das notificações contínuas de EWS dura tanto.
fault-oauth-token-lifetime = Os tokens de acesso valem por tantos segundos.
fault-oauth-refresh-rotation = Um token de atualização vale uma vez; usado de novo, encerra tudo o que veio dele (RFC 9700 §4.14.2).
fault-oauth-mfa-required = Senhas e tokens de atualização não bastam sem um segundo fator (AADSTS50076); a página pede 000000.
fault-oauth-consent-missing = Ninguém consentiu com o que senhas e tokens de atualização pedem (AADSTS65001).
fault-oauth-secret-expired = Os segredos de todos os aplicativos venceram (AADSTS7000222).
fault-oauth-account-locked = Todos os usuários estão bloqueados (AADSTS50053).
fault-oauth-conditional-access = Uma política da organização recusa tokens para usuários (AADSTS53003).
fault-oauth-refresh-token-revoked = Os tokens de atualização foram revogados (AADSTS50173).
fault-oauth-server-down = Toda requisição é respondida com 503.
fault-oauth-server-error = Toda requisição é respondida com 500 e uma página em HTML.
fault-oauth-slow = Toda resposta vem depois de tantos segundos.
ui-sandbox-folder = Pasta
ui-sandbox-messages-before = Mensagens antes
ui-sandbox-messages-after = depois
ui-sandbox-unread-before = Não lidas antes
ui-sandbox-unread-after = depois
ui-sandbox-port = Não foi possível iniciar. Talvez outro programa use a porta; sem --imap-port e similares, usam-se portas livres.
ui-sandbox-mail = Não foi possível ler os e-mails em { $folder }.

ui-help-usage = Uso:
ui-help-commands = Comandos
ui-help-command = COMANDO
ui-help-arguments = Argumentos
ui-help-options = Opções
ui-help-value = { "" }
    .FILE = ARQUIVO
    .DIR = PASTA
    .VAR = NOME=VALOR
    .NAME = NOME
    .ROLE = PAPEL
    .WHICH = QUAL
    .SHELL = SHELL
    .PATH = PASTA
    .N = N
    .ADDRESS = ENDEREÇO
    .MODE = MODO
    .HOST = SERVIDOR
    .HOW = COMO
    .TEXT = TEXTO
    .URL = URL
    .USER = USUÁRIO
    .STATE = ESTADO
    .ID = ID
ui-help = Um robô de e-mail: faz com o seu correio o que você descreve em um arquivo YAML
    .lang = O idioma das mensagens [padrão: o do sistema]
    .help = Mostra o que pode ser informado aqui
    .version = Mostra a versão
    .after = Para experimentar sem uma caixa de correio sua, inicie "carteiro sandbox".
ui-help-run = Executa uma automação
    .file = A automação, um arquivo YAML
    .var = Dá um valor a uma variável da automação. Pode ser repetido
    .credentials = Lê credenciais de um arquivo YAML (cofre: nome: atributo: valor) que só você pode ler
    .files = A pasta onde os arquivos são salvos [padrão: a atual]
    .data = A pasta do que é lembrado entre execuções [padrão: a do sistema para dados; CARTEIRO_DATA indica outra]
    .database = O banco de dados de uma Control Room, com seu cofre e suas conexões: sqlite:ARQUIVO ou postgres://usuário:senha@servidor/nome [padrão: carteiro.db na pasta de dados, se houver]
    .as = Em nome de quem executar: vale o que essa pessoa deu ao cofre e onde ela entrou
    .server = Fazer a Control Room neste endereço executar a automação dela neste caminho. CARTEIRO_TOKEN é o token
    .token-file = Ler o token de um arquivo que só você pode ler
    .dry-run = Não alterar nada e dizer o que seria alterado
    .json = Escreve cada evento como uma linha de JSON na saída padrão
    .trace = Grava o que é dito ao servidor em um arquivo dentro da pasta atual, sem senhas nem conteúdos
    .log = Conta em stderr o que se faz na caixa de correio: o que se tenta de novo (warn), sessões (info), cada operação (debug). Nada das mensagens em si
    .after = As credenciais também vêm do ambiente: COFRE/NOME.ATRIBUTO é
    CARTEIRO_CREDENTIAL_COFRE__NOME__ATRIBUTO, em maiúsculas, com "_" no lugar de "-".

    Códigos de saída:
      0    tudo feito
      1    a execução, ou algumas mensagens, falharam
      2    um arquivo está errado
      3    a linha de comando está errada
      4    não foi possível conectar ou entrar
      129  parado porque o terminal foi fechado
      130  parado por Ctrl-C: uma vez, quando as mensagens em andamento terminam; duas, na hora
ui-help-runs = Ver o que a Control Room desta máquina executou
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-runs-list = Lista as últimas execuções
    .state = Só as que estão assim
    .automation = Só as desta automação, pelo id dela
    .limit = No máximo tantas
    .json = Escreve uma linha de JSON para cada uma
ui-help-runs-show = Mostra uma execução: o que fez com qual mensagem, e o que salvou
    .id = Qual
    .json = Escreve linhas de JSON
ui-help-runs-search = Descobre o que aconteceu com uma mensagem
    .text = Um pedaço do assunto, ou do endereço de quem a enviou
    .message-id = O Message-ID dela
    .from = Quem a enviou, ou um pedaço do endereço
    .limit = No máximo tantas
    .json = Escreve uma linha de JSON para cada uma
ui-help-check = Diz tudo o que está errado em automações
    .file = As automações, arquivos YAML
    .json = Escreve uma linha de JSON para cada arquivo
ui-help-explain = Diz o que uma automação vai fazer, antes de executá-la; não se conecta a nada
    .file = A automação, um arquivo YAML
    .json = Diz tudo como JSON
ui-help-new = Vai de um endereço a uma automação que funciona
    .address = Seu endereço de e-mail
    .user = O nome de usuário, se não for o endereço
    .mode = Como entrar: authorization_code, device_code ou basic [padrão: o melhor que funciona]
    .host = O servidor de e-mail, se você o conhece
    .port = A porta dele
    .protocol = imap ou pop3, quando você conhece o servidor [padrão: imap]
    .security = Como a conexão é protegida: tls, starttls, ou none nesta máquina [padrão: tls]
    .client-id = O aplicativo registrado no provedor, para entrar com um navegador
    .tenant-id = No Microsoft 365: o diretório
    .credentials = Lê a senha de um arquivo YAML que só você pode ler
    .output = O arquivo a escrever [padrão: first-steps.yaml]
    .yes = Aceita o que for encontrado, sem perguntar
    .after = O endereço é mostrado ao próprio domínio e ao provedor, e a mais ninguém.
ui-help-doctor = Examina as conexões de uma automação, passo a passo, sem mudar nada
    .file = A automação, um arquivo YAML
    .session = Só a sessão com este nome
    .var = Dá um valor a uma variável da automação. Pode ser repetido
    .credentials = Lê credenciais de um arquivo YAML (cofre: nome: atributo: valor) que só você pode ler
    .files = A pasta com os arquivos que a automação cita, como um ca_file [padrão: a atual]
    .data = A pasta em que os acessos são guardados [padrão: a do sistema para dados; CARTEIRO_DATA indica outra]
    .json = Escreve uma linha de JSON para cada passo
ui-help-login = Entrar para uma automação ou em um provedor, uma vez para todas as execuções
    .what = A automação, um arquivo YAML; ou microsoft, google, yahoo, ou o endereço https:// de um emissor
    .session = Só para a sessão com este nome
    .var = Dar um valor a uma variável da automação. Pode ser repetido
    .credentials = Ler credenciais de um arquivo YAML que só você pode ler
    .files = A pasta de onde se leem arquivos [padrão: a atual]
    .data = A pasta em que isso é guardado [padrão: a do sistema para dados; CARTEIRO_DATA nomeia outra]
    .no-browser = Não abrir navegador; o endereço é mostrado
    .client-id = Em um provedor: o aplicativo, como registrado lá
    .client-secret = Em um provedor: onde está o segredo do aplicativo, como mail/app.secret
    .tenant-id = Na Microsoft: o diretório
    .username = Em um provedor: quem entra
    .redirect-uri = Em um provedor: para onde o navegador volta, exatamente como registrado
    .scope = Em um provedor: o que se pede. Pode ser repetido
    .device = Em um provedor: com um código digitado em qualquer dispositivo
    .protocol = Em um provedor: para quê; na Microsoft, outlook, se nada for dito [valores possíveis: outlook, ews, imap, pop3]
    .cloud = Na Microsoft: a nuvem [padrão: global]
    .after = O que é guardado é selado com uma chave na pasta de dados, ou com CARTEIRO_PASSPHRASE.
ui-help-logins = Listar quem entrou
    .data = A pasta em que isso é guardado
    .json = Escrever uma linha de JSON para cada um
ui-help-logout = Esquecer um acesso
    .which = O provedor ou a pessoa
    .all = Esquecer todos
    .data = A pasta em que isso é guardado
ui-help-actions = Lista as ações ou explica uma
    .name = A ação a explicar
ui-help-schema = Escreve o JSON Schema das automações, para editores
ui-help-serve = Iniciar a Control Room: pessoas, credenciais, conexões e execuções, por HTTP
    .database = Onde tudo é guardado: sqlite:ARQUIVO ou postgres://usuário:senha@servidor/nome [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados, com a chave-mestra [padrão: CARTEIRO_DATA]
    .listen = Onde ela responde [padrão: 127.0.0.1:8630]
    .public-url = Como os navegadores a alcançam, quando há algo na frente
    .tls-cert = A cadeia de certificados que ela mostra, em PEM
    .tls-key = A chave deles, em PEM
    .behind-proxy = Quem pede é quem o proxy na frente dela diz, em X-Forwarded-For. Só onde ninguém a alcança sem passar pelo proxy
    .rate = Pedidos por segundo que cada um pode fazer a longo prazo [padrão: 200]
    .log = Conta em stderr o que dá errado (warn), também o que a Control Room faz (info), ou ainda cada operação nas caixas de correio (debug) [padrão: info]. Nenhum segredo, e nada das mensagens em si
    .after = A chave-mestra vem de CARTEIRO_MASTER_KEY, senão da credencial carteiro-master-key do systemd, senão é misturada de CARTEIRO_PASSPHRASE, senão está em um arquivo na pasta de dados. No primeiro início é criado o administrador.
ui-help-credentials = Guarda credenciais no cofre, e mostra quais há
    .database = Onde tudo é guardado: sqlite:ARQUIVO ou postgres://usuário:senha@servidor/nome [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados, com a chave-mestra [padrão: CARTEIRO_DATA]
    .after = Quem tem a chave-mestra pode tudo aqui. Nenhum valor é mostrado, nunca.
ui-help-credentials-list = Lista as credenciais: seus nomes, e se têm valores
    .locker = Só as deste cofre
    .json = Uma linha de JSON para cada
ui-help-credentials-set = Informa o valor de um atributo: digitado sem que ninguém veja, ou pelo stdin
    .attribute = Qual: o que falta no caminho até ele é criado
    .person = De quem é o valor, onde cada pessoa informa o seu
    .owner = De quem é o cofre, quando é criado
ui-help-credentials-allow = Diz a quais servidores uma credencial pode ir
    .credential = Qual
    .hosts = Um servidor, como mail.example.org, ou *.example.org para todos abaixo dele
    .any = A qualquer um
ui-help-credentials-remove = Remove uma credencial com os seus valores
    .credential = Qual
ui-help-credentials-import = Importa um arquivo de credenciais, como run o lê com --credentials
    .file = Um arquivo YAML (cofre: nome: atributo: valor) que só você pode ler
    .owner = De quem são os cofres criados
ui-help-credentials-lockers = Cria cofres, e diz quem está neles
ui-help-credentials-lockers-list = Lista os cofres
    .json = Uma linha de JSON para cada
ui-help-credentials-lockers-add = Cria um cofre
    .locker = Como as automações o chamam: a-z, 0-9, _ e -
    .owner = De quem é
    .description = Para que serve
ui-help-credentials-lockers-remove = Remove um cofre com tudo o que há nele
    .locker = Qual
ui-help-credentials-lockers-members = Mostra quem está em um cofre
    .locker = Qual
ui-help-credentials-lockers-place = Torna alguém proprietário, gerente ou participante de um cofre
    .locker = Qual
    .person = Quem
    .standing = owner (proprietário), manager (gerente), participant (participante) ou nothing (nada)
ui-help-credentials-lockers-consume = Deixa as execuções de quem tem uma função usar um cofre
    .locker = Qual
    .role = A função
    .no-more = Não deixa mais
ui-help-users = Diz quem pode entrar na Control Room
ui-help-users-list = Lista todas as pessoas
    .json = Escreve uma linha de JSON para cada uma
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-users-add = Deixa alguém entrar; a senha é perguntada ou lida da entrada padrão
    .name = Com o que a pessoa entra, em geral um endereço
    .role = Um papel que ela tem. Pode ser repetido
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-users-roles = Dá papéis, tira-os, e lista os que alguém tem
    .name = Com o que a pessoa entra
    .give = Um papel a dar. Pode ser repetido
    .take = Um papel a tirar. Pode ser repetido
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-users-password = Dá outra senha a alguém, perguntada ou lida da entrada padrão; as sessões da pessoa terminam
    .name = Com o que a pessoa entra
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-users-disable = Não deixa mais alguém entrar; as sessões da pessoa terminam
    .name = Com o que a pessoa entra
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-users-enable = Deixa alguém entrar de novo
    .name = Com o que a pessoa entra
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-users-reset-second-factor = Desliga o segundo fator de quem o perdeu
    .name = Com o que a pessoa entra
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-users-unlink = Não deixa mais alguém entrar por login único
    .name = Com o que a pessoa entra
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-users-tokens = Lista os tokens de API de alguém, ou revoga um
    .name = Com o que a pessoa entra
    .revoke = O token a revogar, pela primeira coluna
    .json = Escreve uma linha de JSON para cada um
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-key = Guarda a chave-mestra, que abre o que está selado no banco de dados
ui-help-key-rotate = Sela com novas chaves a partir de agora; o que foi selado antes continua legível
    .which = data: uma nova chave para o que for selado a partir de agora. master: uma nova chave que sela essas [padrão: both, as duas]
    .yes = Não perguntar se a nova chave-mestra foi posta no lugar, quando ela não está em um arquivo
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-key-export = Escreve a chave-mestra, para ser guardada longe da máquina
    .yes = Não perguntar
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-key-import = Põe no lugar uma chave-mestra que abre o banco de dados; ela é perguntada ou lida da entrada padrão
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-db = Cuida do banco de dados da Control Room
ui-help-db-migrate = Leva as tabelas ao estado que esta versão conhece, e diz o que foi feito
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-db-backup = Escreve tudo o que há nele em um arquivo, igual para SQLite e PostgreSQL; segredos continuam selados
    .file = O arquivo, que ainda não pode existir
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-db-restore = Põe tudo o que há em uma cópia de segurança em um banco de dados vazio
    .file = A cópia de segurança
    .database = O banco de dados [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados [padrão: CARTEIRO_DATA]
ui-help-connections = Cria conexões OAuth, entra nelas, e mostra como estão
    .database = Onde tudo é guardado: sqlite:ARQUIVO ou postgres://usuário:senha@servidor/nome [padrão: carteiro.db na pasta de dados]
    .data = A pasta de dados, com a chave-mestra [padrão: CARTEIRO_DATA]
    .after = Quem tem a chave-mestra pode tudo aqui. Nenhum segredo e nenhum token é mostrado, nunca.
ui-help-connections-list = Lista as conexões, e como estão
    .json = Uma linha de JSON para cada
ui-help-connections-add = Cria uma conexão; o que falta é perguntado
    .name = Como as automações a chamam: a-z, 0-9, _ e -
    .title = Como as pessoas a chamam
    .provider = De quem é o servidor que entrega os tokens: google, microsoft, yahoo ou custom
    .grant = Como se obtêm tokens: authorization_code, client_credentials, device_code ou service_account [padrão: authorization_code]
    .token = shared: um token para todas as execuções; user_specific: o de cada pessoa [padrão: shared]
    .services = Para que são os tokens: imap, pop3, smtp, ews ou graph [padrão: graph na Microsoft, imap e smtp nos outros]. Pode ser repetido
    .tenant-id = Só Microsoft: o diretório
    .cloud = Só Microsoft: global, us_gcc_high, us_dod ou china [padrão: global]
    .client-id = O aplicativo, como está registrado no provedor
    .secret-file = Um arquivo com o segredo do cliente, que só você pode ler [padrão: é perguntado]
    .secret-expires-on = O dia em que o segredo termina, como 2027-11-30
    .certificate = Certificado e chave privada (PEM), que só você pode ler, em vez de um segredo
    .key = A chave JSON de uma conta de serviço, que só você pode ler
    .subject = A única pessoa por quem a conta de serviço age
    .issuer = Só custom: quem diz os endereços
    .authorization-url = Só custom: onde as pessoas entram
    .token-url = Só custom: de onde vêm os tokens
    .device-url = Só custom: onde um dispositivo pede um código
    .scopes = O que é pedido [padrão: o que o provedor quer para os serviços]. Pode ser repetido
    .hosts = Só custom: a quem os tokens podem ser mostrados. Pode ser repetido
    .roles = Uma função cujos membros podem usá-la. Pode ser repetido
    .default = Serve às automações que não dizem o nome de uma conexão
ui-help-connections-sign-in = Entra, por todas as execuções ou por uma pessoa
    .name = A conexão
    .person = Por quem, onde cada pessoa entra por si
    .redirect-uri = Para onde o navegador volta, como está registrado no provedor
    .no-browser = Não abre o navegador: mostra o endereço
ui-help-connections-test = Pede um token agora, e conta o que aconteceu
    .name = A conexão
    .person = Por quem, onde cada pessoa entra por si
    .subject = Por quem uma conta de serviço age
ui-help-connections-remove = Remove uma conexão, com tudo em que as pessoas entraram
    .name = A conexão
ui-help-connections-import = Cria conexões dos acessos que carteiro login guardou
    .roles = Uma função cujos membros podem usá-las. Pode ser repetido
ui-help-sandbox = Inicia um servidor de e-mail nesta máquina para experimentar automações
    .imap-port = A porta do IMAP [padrão: uma livre]
    .pop3-port = A porta para POP3 [padrão: uma livre]
    .smtp-port = A porta para SMTP [padrão: uma livre]
    .http-port = A porta para tokens (OAuth) e controle [padrão: uma livre]
    .fault = Comportar-se mal de propósito, como drop-after-bytes=4096. Pode ser repetido
    .faults = Listar os modos de se comportar mal, e terminar
    .mail = Enche a caixa de correio com os arquivos .eml de uma pasta
    .sample = Enche a caixa de correio com mensagens inventadas, como acontece sem --mail
    .stay = Não escuta a entrada padrão; encerra com Ctrl-C
ui-help-completions = Escreve o que um shell precisa para completar os comandos do carteiro
    .shell = bash, elvish, fish, powershell ou zsh
ui-help-convert = Diz nas palavras do Carteiro o que foi escrito para outro programa
ui-help-convert-ews-to-outlook = Reescreve as sessões de uma automação: de Exchange Web Services na nuvem para Outlook, pelo Microsoft Graph
    .file = A automação, um arquivo YAML
    .session = Só a sessão com este nome, onde quer que esteja
    .output = O arquivo a gravar [padrão: é impresso]
    .after = Comentários e nomes de sessões ficam. O que há a saber é dito, e o novo texto é verificado.
ui-help-filter = Converte filtros com ";" entre os textos: entre aspas exatos, sem aspas contidos sem diferenciar maiúsculas
    .subject = Os assuntos
    .from = Os remetentes
    .after = Mostra as condições para o "where" de for_each_mail.
ui-help-generate = Escreve as páginas feitas a partir do código
    .root = A pasta do código-fonte
    .check = Não grava nada; falha se uma página estiver desatualizada
action-connect = Conectar
    .help = Abre uma caixa de correio com um nome que todas as etapas seguintes usam.
    .example-1 = Um servidor de e-mail, com a senha do cofre
    .example-2 = Uma sessão que só pode ler
action-disconnect = Desconectar
    .help = Encerra uma sessão; as que ainda estiverem abertas são encerradas no fim da automação.
    .example-1 = Encerrar uma sessão
action-for_each_mail = Para cada e-mail
    .help = Executa etapas para cada mensagem desejada de uma pasta, como ela está quando o laço começa.
    .example-1 = Faturas não lidas, as dez mais novas
    .example-2 = De um de dois remetentes, rigorosamente um e-mail depois do outro
action-move = Mover
    .help = Coloca a mensagem, ou com uma sessão as de uma pasta, em outra pasta da caixa de correio.
    .example-1 = O e-mail lido vai para uma pasta
    .example-2 = O mesmo, de uma vez
action-copy = Copiar
    .help = Coloca uma cópia da mensagem, ou com uma sessão das de uma pasta, em outra pasta da caixa de correio; as etapas seguintes continuam com o original.
    .example-1 = Guardar uma cópia de cada mensagem sinalizada
    .example-2 = O mesmo, de uma vez
action-delete = Excluir
    .help = Coloca a mensagem, ou com uma sessão as de uma pasta, na lixeira, o que é mover: uma sessão com poucas permissões precisa permitir as duas coisas.
    .example-1 = O e-mail antigo vai para a lixeira
    .example-2 = Avisos de devolução somem de vez
    .example-3 = Tudo o que já foi lido, de uma vez
action-mark = Alterar status
    .help = Marca a mensagem, ou com uma sessão as de uma pasta, como lida ou não lida, sinalizada ou não, e lhe dá ou retira categorias; o que não for informado fica como está.
    .example-1 = Faturas são marcadas como lidas e sinalizadas
    .example-2 = Uma pasta sem nada por ler
    .example-3 = Faturas que esperam passam para outras categorias
action-save_attachments = Salvar anexos
    .help = Salva os arquivos anexados à mensagem, ou com uma sessão às de uma pasta: nos campos, cada uma delas é então `mail`.
    .example-1 = Arquivos PDF, em uma pasta por ano
    .example-2 = Tudo, com a data antes do nome
    .example-3 = Os de uma pasta inteira, de uma vez
action-save_mail = Salvar e-mail
    .help = Salva a mensagem inteira, com os anexos, como arquivo .eml.
    .example-1 = Cada mensagem, em uma pasta do remetente
action-append_csv = Acrescentar ao CSV
    .help = Acrescenta uma linha a uma tabela que programas de planilha abrem; o arquivo é criado quando não existe.
    .example-1 = Uma lista de todas as mensagens
    .example-2 = Para o Excel, sem cabeçalho
action-get_mail = Obter e-mail
    .help = Guarda uma mensagem de uma pasta em uma variável, para as etapas que a indicam em `message`.
    .example-1 = A fatura não lida mais nova
    .example-2 = A mensagem de um Message-ID
    .example-3 = Só quando existe uma
action-list_mail = Listar e-mails
    .help = Guarda mensagens de uma pasta em uma variável, como lista; para trabalhar com muitas, um laço usa menos memória.
    .example-1 = Os assuntos das vinte mensagens mais novas, em um só texto
    .example-2 = Mensagens tratadas em outra ordem
action-count_mail = Contar e-mails
    .help = Guarda em uma variável quantas mensagens desejadas há em uma pasta; sem `where`, convites, confirmações e avisos de devolução também contam.
    .example-1 = Avisar quando há muito para ler
action-wait_for_mail = Esperar por e-mail
    .help = Espera até haver uma mensagem desejada e a guarda em uma variável; termina na hora quando a execução é parada.
    .example-1 = Um código enviado por e-mail
    .example-2 = Seguir sem ela depois de um tempo
action-append_mail = Guardar e-mail na caixa
    .help = Guarda uma mensagem em uma pasta: um arquivo .eml, ou uma mensagem desta ou de outra caixa de correio.
    .example-1 = Uma mensagem salva volta para uma caixa de correio
    .example-2 = Guardar uma mensagem em outro lugar e continuar com a cópia
action-send = Enviar
    .help = Escreve uma mensagem e a envia pela própria saída da sessão; uma cópia é guardada, uma só vez.
    .example-1 = Um aviso
    .example-2 = Os arquivos de uma mensagem, com uma tabela
action-reply = Responder
    .help = Responde a quem escreveu a mensagem, na mesma conversa; uma mensagem que um programa escreveu não é respondida.
    .example-1 = Quem envia uma fatura fica sabendo que ela chegou
    .example-2 = Uma resposta a uma mensagem, com a mensagem abaixo
action-reply_all = Responder a todos
    .help = Responde a quem escreveu a mensagem e a todos que a receberam, uma vez a cada um e nunca a si mesmo; uma mensagem que um programa escreveu não é respondida.
    .example-1 = Todos que receberam um aviso recebem a resposta
    .example-2 = O mesmo sem o aviso, e com os arquivos dele
action-forward = Encaminhar
    .help = Encaminha a mensagem a outra pessoa, com os arquivos dela.
    .example-1 = As faturas vão para o contador
    .example-2 = Uma mensagem como é, em um arquivo
action-send_draft = Enviar rascunho
    .help = Envia uma mensagem que está entre os rascunhos a quem ela indica, e a retira dos rascunhos.
    .example-1 = Escrito e logo enviado
    .example-2 = Todos que alguém sinalizou entre os rascunhos
action-mark_junk = Marcar como lixo eletrônico
    .help = Põe a mensagem, ou com uma sessão as de uma pasta, entre as indesejadas, e avisa o filtro do servidor que dá ouvidos a isso: o Exchange (2013 e mais novos) bloqueia o remetente a partir daí. Nada nela é aberto, e nenhum link de descadastro é seguido.
    .example-1 = Novidades que ninguém pediu
    .example-2 = Faturas voltam do lixo eletrônico
action-create_draft = Criar rascunho
    .help = Escreve uma mensagem e a guarda entre os rascunhos, para alguém conferir e enviar.
    .example-1 = Uma resposta para conferir, com a mensagem abaixo
    .example-2 = Os arquivos de uma mensagem, para outra pessoa
action-create_folder = Criar pasta
    .help = Cria uma pasta e as que ficam acima dela; se já existir, nada muda.
    .example-1 = Uma pasta para cada ano
action-rename_folder = Renomear pasta
    .help = Dá outro nome ou lugar a uma pasta; as mensagens e as pastas dentro dela vão junto.
    .example-1 = Guardar uma pasta sob o ano
action-delete_folder = Excluir pasta
    .help = Remove uma pasta de vez, com as mensagens que estão nela.
    .example-1 = Remover uma pasta quando tudo já saiu dela
action-list_folders = Listar pastas
    .help = Guarda em uma variável as pastas de uma caixa de correio e para que servem.
    .example-1 = Mostrar todas as pastas
action-folder_exists = Verificar se a pasta existe
    .help = Guarda verdadeiro ou falso em uma variável.
    .example-1 = Criar uma pasta só quando ela falta
action-http_request = Requisição HTTP
    .help = Pede algo a um servidor web ou entrega algo a ele.
    .example-1 = Um chamado para cada mensagem
    .example-2 = Perguntar se o remetente é conhecido
    .example-3 = Salvar um arquivo da web
action-set = Definir variável
    .help = Dá um valor a uma variável; se ela ainda não existir, é criada aqui.
    .example-1 = Contar as mensagens de um remetente
action-if = Se
    .help = Executa etapas quando uma condição vale, e outras quando não vale.
    .example-1 = Mensagens grandes vão para outra pasta
action-for_each = Para cada
    .help = Executa etapas para cada valor de uma lista, um depois do outro.
    .example-1 = Uma pasta para cada cliente
    .example-2 = O que está anexado a cada mensagem
action-try = Tentar
    .help = Executa etapas, trata a falha delas e executa outras no fim, aconteça o que acontecer.
    .example-1 = Uma pasta que pode faltar é criada
    .example-2 = Qualquer falha é anotada, e a sessão é encerrada de todo modo
action-retry = Repetir tentativa
    .help = Executa etapas, e de novo quando falham; o que elas já mudaram não é mudado duas vezes.
    .example-1 = Um servidor que às vezes não responde
    .example-2 = Uma pasta que outra pessoa cria
action-wait = Aguardar
    .help = Deixa o tempo passar, de uma mensagem depois da outra; termina na hora quando a execução é parada.
    .example-1 = Uma pausa curta
    .example-2 = Não antes de um certo dia
action-stop = Parar
    .help = Encerra a execução: as mensagens começadas são terminadas, nenhuma outra é começada. Por isso um laço em volta trata uma mensagem por vez, a não ser que diga sua `concurrency`. Uma automação que executa esta termina junto.
    .example-1 = Até a primeira mensagem sinalizada
action-run_automation = Executar automação
    .help = Executa a automação de outro arquivo como uma etapa: com variáveis e sessões próprias.
    .example-1 = Uma automação para duas pastas
action-log = Registrar
    .help = Escreve um texto no histórico da execução, na ordem das mensagens.
    .example-1 = Assuntos e datas
field-automation-name =
    .label = Nome
    .help = Como as pessoas a chamam.
field-automation-description =
    .label = Descrição
    .help = Para que serve.
field-automation-time_zone =
    .label = Fuso horário
    .help = Dias e horas são entendidos nele, por exemplo `America/Sao_Paulo`; se não for informado: o da máquina.
field-automation-language =
    .label = Idioma
    .help = Em que o Carteiro escreve nas mensagens as suas próprias palavras, como quem escreveu o que se responde.
field-automation-variables =
    .label = Variáveis
    .help = Um valor, ou type, default e required.
field-automation-steps =
    .label = Etapas
    .help = Uma depois da outra.
field-automation-returns =
    .label = Devolve
    .help = O que ela entrega no fim à automação que a executa: um valor ou uma expressão entre chaves duplas.
field-connect-session =
    .label = Nome da sessão
    .help = Como as etapas seguintes chamam esta caixa de correio.
field-connect-timeout =
    .label = Tempo limite
    .help = Quanto tempo a conexão e a entrada podem levar.
field-connect-allow =
    .label = Permitir
    .help = O que a sessão pode fazer; se não for informado: tudo.
field-connect-outlook =
    .label = Outlook
    .help = Microsoft 365 e Outlook.com, pelo Microsoft Graph.
field-connect-mail_server =
    .label = Servidor de e-mail
    .help = Qualquer servidor que fale IMAP.
field-connect-ews =
    .label = EWS
    .help = Exchange Web Services.
field-disconnect-session =
    .label = Nome da sessão
    .help = A sessão a encerrar.
field-for_each_mail-session =
    .label = Nome da sessão
    .help = Onde estão as mensagens.
field-for_each_mail-folder =
    .label = Pasta
    .help = Por exemplo INBOX ou Clientes/Acme.
field-for_each_mail-recursive =
    .label = Recursivo
    .help = Se as pastas abaixo dela também são lidas, todas em uma só ordem.
field-for_each_mail-where =
    .label = Onde
    .help = Quais mensagens; se não for informado: todas.
field-for_each_mail-as =
    .label = Como
    .help = Como a mensagem se chama dentro do laço.
field-for_each_mail-order =
    .label = Ordem
    .help = Conforme as mensagens chegaram à pasta; de várias pastas, conforme o servidor as recebeu.
field-for_each_mail-limit =
    .label = Limite
    .help = No máximo esta quantidade de mensagens.
field-for_each_mail-process =
    .label = Processar
    .help = `every_run`: toda mensagem que serve; `once`: ficam de fora as que uma execução anterior desta automação já fez.
field-for_each_mail-id =
    .label = Id
    .help = Como este laço é reconhecido com `process: once`; se não for informado: pela sessão e pela pasta.
field-for_each_mail-on_error =
    .label = Quando uma mensagem falha
    .help = `continue` segue com as outras; `stop` para, e então as mensagens são tratadas uma por vez.
field-for_each_mail-concurrency =
    .label = Simultaneidade
    .help = Quantas mensagens podem ser tratadas ao mesmo tempo; 1 significa rigorosamente uma depois da outra, como também é onde uma mensagem pode encerrar o laço, se nada mais for dito.
field-for_each_mail-do =
    .label = Fazer
    .help = As etapas para cada mensagem.
field-move-to =
    .label = Para
    .help = A pasta; ela precisa existir.
field-move-as =
    .label = Como
    .help = Com uma sessão: a variável que recebe quantas foram feitas (`done`) e quantas falharam (`failed`).
field-move-message =
    .label = Mensagem
    .help = A variável que a contém; se não for informada: a do laço.
field-move-session =
    .label = Nome da sessão
    .help = Em vez de uma mensagem: as de uma pasta desta sessão.
field-move-folder =
    .label = Pasta
    .help = Da sessão; por exemplo INBOX ou Clientes/Acme.
field-move-recursive =
    .label = Recursivo
    .help = Se as pastas abaixo dela também são lidas, todas em uma só ordem.
field-move-where =
    .label = Onde
    .help = Quais mensagens da pasta; se não for informado: todas.
field-move-order =
    .label = Ordem
    .help = Conforme as mensagens da pasta chegaram.
field-move-limit =
    .label = Limite
    .help = No máximo esta quantidade de mensagens da pasta.
field-copy-to =
    .label = Para
    .help = A pasta; ela precisa existir.
field-copy-as =
    .label = Como
    .help = Com uma sessão: a variável que recebe quantas foram feitas (`done`) e quantas falharam (`failed`).
field-copy-message =
    .label = Mensagem
    .help = A variável que a contém; se não for informada: a do laço.
field-copy-session =
    .label = Nome da sessão
    .help = Em vez de uma mensagem: as de uma pasta desta sessão.
field-copy-folder =
    .label = Pasta
    .help = Da sessão; por exemplo INBOX ou Clientes/Acme.
field-copy-recursive =
    .label = Recursivo
    .help = Se as pastas abaixo dela também são lidas, todas em uma só ordem.
field-copy-where =
    .label = Onde
    .help = Quais mensagens da pasta; se não for informado: todas.
field-copy-order =
    .label = Ordem
    .help = Conforme as mensagens da pasta chegaram.
field-copy-limit =
    .label = Limite
    .help = No máximo esta quantidade de mensagens da pasta.
field-delete-permanently =
    .label = Definitivamente
    .help = Remove de vez; não há como recuperar. De um servidor POP3, ela some quando a sessão termina bem.
field-delete-as =
    .label = Como
    .help = Com uma sessão: a variável que recebe quantas foram feitas (`done`) e quantas falharam (`failed`).
field-delete-message =
    .label = Mensagem
    .help = A variável que a contém; se não for informada: a do laço.
field-delete-session =
    .label = Nome da sessão
    .help = Em vez de uma mensagem: as de uma pasta desta sessão.
field-delete-folder =
    .label = Pasta
    .help = Da sessão; por exemplo INBOX ou Clientes/Acme.
field-delete-recursive =
    .label = Recursivo
    .help = Se as pastas abaixo dela também são lidas, todas em uma só ordem.
field-delete-where =
    .label = Onde
    .help = Quais mensagens da pasta; se não for informado: todas.
field-delete-order =
    .label = Ordem
    .help = Conforme as mensagens da pasta chegaram.
field-delete-limit =
    .label = Limite
    .help = No máximo esta quantidade de mensagens da pasta.
field-mark-read =
    .label = Lida
    .help = `true` marca como lida, `false` como não lida.
field-mark-flagged =
    .label = Sinalizada
    .help = `true` sinaliza a mensagem, `false` retira o sinal.
field-mark-add_categories =
    .label = Acrescentar categorias
    .help = Um nome ou uma lista; outras categorias ficam. O Exchange aceita qualquer nome, o IMAP palavras únicas de caracteres ASCII, guardadas como palavras-chave, e o POP3 nenhuma.
field-mark-remove_categories =
    .label = Retirar categorias
    .help = Um nome ou uma lista; uma mensagem que não a tem fica como está.
field-mark-as =
    .label = Como
    .help = Com uma sessão: a variável que recebe quantas foram feitas (`done`) e quantas falharam (`failed`).
field-mark-message =
    .label = Mensagem
    .help = A variável que a contém; se não for informada: a do laço.
field-mark-session =
    .label = Nome da sessão
    .help = Em vez de uma mensagem: as de uma pasta desta sessão.
field-mark-folder =
    .label = Pasta
    .help = Da sessão; por exemplo INBOX ou Clientes/Acme.
field-mark-recursive =
    .label = Recursivo
    .help = Se as pastas abaixo dela também são lidas, todas em uma só ordem.
field-mark-where =
    .label = Onde
    .help = Quais mensagens da pasta; se não for informado: todas.
field-mark-order =
    .label = Ordem
    .help = Conforme as mensagens da pasta chegaram.
field-mark-limit =
    .label = Limite
    .help = No máximo esta quantidade de mensagens da pasta.
field-save_attachments-to =
    .label = Para
    .help = A pasta, dentro da pasta de arquivos; é criada quando não existe.
field-save_attachments-types =
    .label = Tipos
    .help = Extensões (pdf) ou tipos MIME (application/pdf, image/*); se não forem informados: todos.
field-save_attachments-names =
    .label = Nomes
    .help = Escritos como o assunto de um filtro: parte do nome, sem diferenciar maiúsculas, `exact` ou `regex`.
field-save_attachments-min_size =
    .label = Tamanho mínimo
    .help = Arquivos menores não são salvos.
field-save_attachments-max_size =
    .label = Tamanho máximo
    .help = Arquivos maiores não são salvos.
field-save_attachments-inline =
    .label = Imagens no texto
    .help = Salva também as imagens mostradas no texto.
field-save_attachments-nested =
    .label = Mensagens anexadas
    .help = Salva também o que está anexado a mensagens dentro da mensagem.
field-save_attachments-rename =
    .label = Renomear
    .help = O nome de cada arquivo, feito a partir de `attachment`; se não for informado: o nome dado por quem enviou.
field-save_attachments-on_collision =
    .label = Se o nome já existir
    .help = Quando o nome já estiver em uso: `rename` renomeia o arquivo novo, `skip` não o salva, `overwrite` substitui o antigo.
field-save_attachments-as =
    .label = Como
    .help = A variável que recebe a lista de arquivos salvos; com uma sessão ela os tem em `files`, e quantas mensagens foram feitas (`done`) e quantas falharam (`failed`).
field-save_attachments-message =
    .label = Mensagem
    .help = A variável que a contém; se não for informada: a do laço.
field-save_attachments-session =
    .label = Nome da sessão
    .help = Em vez de uma mensagem: as de uma pasta desta sessão.
field-save_attachments-folder =
    .label = Pasta
    .help = Da sessão; por exemplo INBOX ou Clientes/Acme.
field-save_attachments-recursive =
    .label = Recursivo
    .help = Se as pastas abaixo dela também são lidas, todas em uma só ordem.
field-save_attachments-where =
    .label = Onde
    .help = Quais mensagens da pasta; se não for informado: todas.
field-save_attachments-order =
    .label = Ordem
    .help = Conforme as mensagens da pasta chegaram.
field-save_attachments-limit =
    .label = Limite
    .help = No máximo esta quantidade de mensagens da pasta.
field-save_mail-to =
    .label = Para
    .help = A pasta, dentro da pasta de arquivos; é criada quando não existe.
field-save_mail-name =
    .label = Nome
    .help = Do arquivo, sem .eml; se não for informado: dia e assunto.
field-save_mail-on_collision =
    .label = Se o nome já existir
    .help = Quando o nome já estiver em uso: `rename` renomeia o arquivo novo, `skip` não o salva, `overwrite` substitui o antigo.
field-save_mail-as =
    .label = Como
    .help = A variável que recebe o arquivo salvo.
field-save_mail-message =
    .label = Mensagem
    .help = A variável que a contém; se não for informada: a do laço.
field-append_csv-to =
    .label = Para
    .help = O arquivo, dentro da pasta de arquivos.
field-append_csv-header =
    .label = Cabeçalho
    .help = Inicia um arquivo novo com os nomes das colunas e compara com eles um arquivo já existente.
field-append_csv-separator =
    .label = Separador
    .help = Entre as células: `,`, `;`, `|` ou `tab`.
field-append_csv-raw =
    .label = Sem proteção
    .help = Células que começam como uma fórmula são escritas como estão; só para valores que nenhum remetente pode escolher.
field-append_csv-encoding =
    .label = Codificação
    .help = De um arquivo novo; o Excel precisa de `utf-8-bom` para ler acentos.
field-append_csv-as =
    .label = Como
    .help = A variável que recebe o arquivo: nome, caminho, tamanho e se foi criado.
field-append_csv-columns =
    .label = Colunas
    .help = As células, pelos nomes de suas colunas.
field-append_csv-row =
    .label = Linha
    .help = As células, uma após a outra, sem nomes.
field-http_request-url =
    .label = URL
    .help = Para onde; uma expressão pode ficar no caminho e na consulta, onde vale por um segmento ou um valor.
field-http_request-method =
    .label = Método
    .help = Se não for informado: POST quando algo é enviado junto, senão GET.
field-http_request-query =
    .label = Consulta
    .help = Acrescentada à URL, por nome.
field-http_request-headers =
    .label = Campos do cabeçalho
    .help = Por nome; Authorization é feito a partir de "auth".
field-http_request-auth =
    .label = Autenticação
    .help = Como o servidor sabe quem pede.
field-http_request-timeout =
    .label = Tempo limite
    .help = Quanto tudo pode demorar.
field-http_request-max_size =
    .label = Maior resposta
    .help = Uma resposta maior é uma falha; se não for informado: 4MiB, ou 100MB quando é salva. Mais de 4MiB precisa ser salva em arquivo.
field-http_request-save_to =
    .label = Salvar em
    .help = O arquivo que recebe a resposta, dentro da pasta de arquivos; se não for informado: fica como texto.
field-http_request-on_collision =
    .label = Se o nome já existir
    .help = Quando o nome já estiver em uso: `rename` renomeia o arquivo novo, `skip` não o salva, `overwrite` substitui o antigo.
field-http_request-expect =
    .label = Esperado
    .help = Os status que não são falha, como 404 ou 200..299.
field-http_request-idempotency_key =
    .label = Chave de idempotência
    .help = Envia uma chave pela qual o servidor reconhece uma requisição repetida; assim, uma que ficou sem resposta pode ser tentada de novo.
field-http_request-ca_file =
    .label = Arquivo da CA
    .help = Certificados (PEM) de uma autoridade própria, dentro da pasta de arquivos.
field-http_request-fingerprint =
    .label = Impressão digital
    .help = O SHA-256 do único certificado aceito.
field-http_request-as =
    .label = Como
    .help = A variável que recebe a resposta: status, headers, text, json, file.
field-http_request-json =
    .label = JSON
    .help = Qualquer valor.
field-http_request-form =
    .label = Formulário
    .help = Nomes e valores, como um navegador os envia.
field-http_request-text =
    .label = Texto
    .help = Como está.
field-http_request-file =
    .label = Arquivo
    .help = Seu conteúdo, dentro da pasta de arquivos.
field-http_auth-basic =
    .label = Basic
field-http_auth-bearer =
    .label = Token Bearer
field-http_auth-header =
    .label = Campo de cabeçalho com uma chave
field-http_bearer-token =
    .label = Token
    .help = Enviado como Authorization.
field-http_header-name =
    .label = Nome
    .help = Como X-Api-Key.
field-http_header-value =
    .label = Valor
    .help = A chave.
field-get_mail-session =
    .label = Nome da sessão
    .help = Onde estão as mensagens; se não for informado: a sessão do laço.
field-get_mail-folder =
    .label = Pasta
    .help = Por exemplo INBOX ou Clientes/Acme.
field-get_mail-recursive =
    .label = Recursivo
    .help = Se as pastas abaixo dela também são lidas, todas em uma só ordem.
field-get_mail-where =
    .label = Onde
    .help = Qual mensagem; se não for informado: qualquer uma.
field-get_mail-order =
    .label = Ordem
    .help = De várias, a que chegou primeiro, ou com `newest_first` a última.
field-get_mail-on_missing =
    .label = Quando não há nenhuma
    .help = `fail` falha; `nothing` segue sem mensagem: a variável fica sem valor.
field-get_mail-as =
    .label = Como
    .help = A variável que recebe a mensagem.
field-list_mail-session =
    .label = Nome da sessão
    .help = Onde estão as mensagens; se não for informado: a sessão do laço.
field-list_mail-folder =
    .label = Pasta
    .help = Por exemplo INBOX ou Clientes/Acme.
field-list_mail-recursive =
    .label = Recursivo
    .help = Se as pastas abaixo dela também são lidas, todas em uma só ordem.
field-list_mail-where =
    .label = Onde
    .help = Quais mensagens; se não for informado: todas.
field-list_mail-order =
    .label = Ordem
    .help = Conforme as mensagens chegaram à pasta.
field-list_mail-limit =
    .label = Limite
    .help = No máximo esta quantidade de mensagens; nunca mais de 1000.
field-list_mail-as =
    .label = Como
    .help = A variável que recebe a lista.
field-count_mail-session =
    .label = Nome da sessão
    .help = Onde estão as mensagens; se não for informado: a sessão do laço.
field-count_mail-folder =
    .label = Pasta
    .help = Por exemplo INBOX ou Clientes/Acme.
field-count_mail-recursive =
    .label = Recursivo
    .help = Se as das pastas abaixo dela também contam.
field-count_mail-where =
    .label = Onde
    .help = Quais mensagens; só mensagens comuns, a não ser que diga uma `class`. Se não for informado: todas, de qualquer classe. Quando nomeia todas as classes, o servidor conta por status, sinal e tamanho; para o resto, cada uma é examinada.
field-count_mail-as =
    .label = Como
    .help = A variável que recebe o número.
field-wait_for_mail-session =
    .label = Nome da sessão
    .help = Onde estão as mensagens; se não for informado: a sessão do laço.
field-wait_for_mail-folder =
    .label = Pasta
    .help = A que é observada; não as que ficam abaixo dela.
field-wait_for_mail-where =
    .label = Onde
    .help = Qual mensagem; se não for informado: qualquer uma.
field-wait_for_mail-since =
    .label = Desde
    .help = Uma mensagem que chega a partir do início da etapa (`start`), ou qualquer uma (`any`), mesmo que já esteja lá; de várias que já estão, a última que chegou.
field-wait_for_mail-timeout =
    .label = Tempo limite
    .help = Quanto tempo espera, por exemplo 30s ou 10m.
field-wait_for_mail-on_missing =
    .label = Quando não há nenhuma
    .help = `fail` falha; `nothing` segue sem mensagem: a variável fica sem valor.
field-wait_for_mail-as =
    .label = Como
    .help = A variável que recebe a mensagem.
field-append_mail-session =
    .label = Nome da sessão
    .help = Onde; se não for informado: a sessão do laço.
field-append_mail-folder =
    .label = Pasta
    .help = Ela precisa existir.
field-append_mail-file =
    .label = Arquivo
    .help = Um arquivo .eml dentro da pasta de arquivos, ou um que uma etapa salvou.
field-append_mail-message =
    .label = Mensagem
    .help = Em vez de um arquivo: a variável que contém a mensagem.
field-append_mail-read =
    .label = Lida
    .help = Se fica marcada como lida; se não for informado: como está a mensagem, e um arquivo como não lido.
field-append_mail-flagged =
    .label = Sinalizada
    .help = Se fica sinalizada; se não for informado: como está a mensagem, e um arquivo sem sinal.
field-append_mail-received_at =
    .label = Recebida em
    .help = O dia e a hora que a caixa de correio mostra; se não for informado: os da mensagem, e de um arquivo agora.
field-append_mail-as =
    .label = Como
    .help = A variável que recebe a mensagem guardada.
field-rename_folder-session =
    .label = Nome da sessão
    .help = Onde; se não for informado: a sessão do laço.
field-rename_folder-folder =
    .label = Pasta
    .help = A que será renomeada; não a caixa de entrada.
field-rename_folder-to =
    .label = Para
    .help = O novo caminho, por exemplo Arquivo/2026; ainda não pode existir nada ali.
field-delete_folder-session =
    .label = Nome da sessão
    .help = Onde; se não for informado: a sessão do laço.
field-delete_folder-folder =
    .label = Pasta
    .help = A que será removida; não a caixa de entrada.
field-delete_folder-only_if_empty =
    .label = Só se estiver vazia
    .help = Falha quando há mensagens ou pastas dentro dela.
field-send-sent_copy =
    .label = Cópia enviada
    .help = Se uma cópia é guardada na pasta de enviados.
field-send-session =
    .label = Nome da sessão
    .help = Onde; se não for informado: a sessão da mensagem respondida, ou a do laço.
field-send-from =
    .label = De
    .help = Quem escreve; se não for informado: o endereço que entrou.
field-send-to =
    .label = Para
    .help = Um endereço ou uma lista; cada um separadamente, com ou sem nome. Uma resposta encontra o caminho sozinha.
field-send-cc =
    .label = Cc
    .help = Quem recebe uma cópia.
field-send-bcc =
    .label = Cco
    .help = Quem recebe uma cópia sem que os outros vejam.
field-send-reply_to =
    .label = Responder para
    .help = Para onde vão as respostas; se não for informado: para quem escreve.
field-send-subject =
    .label = Assunto
    .help = Em uma só linha; uma resposta tem o da sua mensagem.
field-send-text =
    .label = Texto
    .help = O que a pessoa lê; se não for informado: feito do HTML.
field-send-html =
    .label = HTML
    .help = O mesmo com formatação; o que vem de variáveis aparece como texto. Se não for informado: feito do texto. Uma imagem como <img src="cid:logo.png"> é o anexo com esse nome.
field-send-signature =
    .label = Assinatura
    .help = Texto abaixo do que se diz e acima da mensagem respondida.
field-send-signature_html =
    .label = Assinatura em HTML
    .help = A mesma com formatação; de uma das duas se faz a outra.
field-send-attachments =
    .label = Anexos
    .help = Arquivos dentro da pasta de arquivos, os que uma etapa salvou ou os de uma mensagem.
field-send-ensure_attachments_exist =
    .label = Garantir que os anexos existam
    .help = Se um arquivo que não existe faz a etapa falhar antes de algo ser escrito; do contrário ele fica fora, e a execução avisa.
field-send-importance =
    .label = Importância
    .help = Quanto a mensagem quer ser notada; se não for informada: como qualquer outra.
field-send-headers =
    .label = Cabeçalhos
    .help = Outros campos por nome, como X-Order.
field-send-as =
    .label = Como
    .help = A variável que recebe o que aconteceu com ela.
field-reply-message =
    .label = Mensagem
    .help = A variável que a contém; se não for informada: a do laço.
field-reply-quote =
    .label = Citação
    .help = Onde a mensagem fica na resposta.
field-reply-include_attachments =
    .label = Incluir anexos
    .help = Se os arquivos da mensagem vão junto; as imagens que a citação mostra sempre vão.
field-reply-even_automatic =
    .label = Mesmo automáticas
    .help = Se também se responde ao que um programa escreveu: devoluções, avisos de ausência e mensagens a muitos.
field-reply-sent_copy =
    .label = { field-send-sent_copy.label }
    .help = { field-send-sent_copy.help }
field-reply-session =
    .label = { field-send-session.label }
    .help = { field-send-session.help }
field-reply-from =
    .label = { field-send-from.label }
    .help = { field-send-from.help }
field-reply-to =
    .label = { field-send-to.label }
    .help = { field-send-to.help }
field-reply-cc =
    .label = { field-send-cc.label }
    .help = { field-send-cc.help }
field-reply-bcc =
    .label = { field-send-bcc.label }
    .help = { field-send-bcc.help }
field-reply-reply_to =
    .label = { field-send-reply_to.label }
    .help = { field-send-reply_to.help }
field-reply-subject =
    .label = { field-send-subject.label }
    .help = { field-send-subject.help }
field-reply-text =
    .label = { field-send-text.label }
    .help = { field-send-text.help }
field-reply-html =
    .label = { field-send-html.label }
    .help = { field-send-html.help }
field-reply-signature =
    .label = { field-send-signature.label }
    .help = { field-send-signature.help }
field-reply-signature_html =
    .label = { field-send-signature_html.label }
    .help = { field-send-signature_html.help }
field-reply-attachments =
    .label = { field-send-attachments.label }
    .help = { field-send-attachments.help }
field-reply-ensure_attachments_exist =
    .label = { field-send-ensure_attachments_exist.label }
    .help = { field-send-ensure_attachments_exist.help }
field-reply-importance =
    .label = { field-send-importance.label }
    .help = { field-send-importance.help }
field-reply-headers =
    .label = { field-send-headers.label }
    .help = { field-send-headers.help }
field-reply-as =
    .label = { field-send-as.label }
    .help = { field-send-as.help }
field-reply_all-message =
    .label = { field-reply-message.label }
    .help = { field-reply-message.help }
field-reply_all-quote =
    .label = { field-reply-quote.label }
    .help = { field-reply-quote.help }
field-reply_all-include_attachments =
    .label = { field-reply-include_attachments.label }
    .help = { field-reply-include_attachments.help }
field-reply_all-even_automatic =
    .label = { field-reply-even_automatic.label }
    .help = { field-reply-even_automatic.help }
field-reply_all-sent_copy =
    .label = { field-send-sent_copy.label }
    .help = { field-send-sent_copy.help }
field-reply_all-own =
    .label = Próprios
    .help = Outros endereços próprios, que não recebem resposta; o que entrou e o de quem escreve nunca recebem.
field-reply_all-session =
    .label = { field-send-session.label }
    .help = { field-send-session.help }
field-reply_all-from =
    .label = { field-send-from.label }
    .help = { field-send-from.help }
field-reply_all-to =
    .label = { field-send-to.label }
    .help = { field-send-to.help }
field-reply_all-cc =
    .label = { field-send-cc.label }
    .help = { field-send-cc.help }
field-reply_all-bcc =
    .label = { field-send-bcc.label }
    .help = { field-send-bcc.help }
field-reply_all-reply_to =
    .label = { field-send-reply_to.label }
    .help = { field-send-reply_to.help }
field-reply_all-subject =
    .label = { field-send-subject.label }
    .help = { field-send-subject.help }
field-reply_all-text =
    .label = { field-send-text.label }
    .help = { field-send-text.help }
field-reply_all-html =
    .label = { field-send-html.label }
    .help = { field-send-html.help }
field-reply_all-signature =
    .label = { field-send-signature.label }
    .help = { field-send-signature.help }
field-reply_all-signature_html =
    .label = { field-send-signature_html.label }
    .help = { field-send-signature_html.help }
field-reply_all-attachments =
    .label = { field-send-attachments.label }
    .help = { field-send-attachments.help }
field-reply_all-ensure_attachments_exist =
    .label = { field-send-ensure_attachments_exist.label }
    .help = { field-send-ensure_attachments_exist.help }
field-reply_all-importance =
    .label = { field-send-importance.label }
    .help = { field-send-importance.help }
field-reply_all-headers =
    .label = { field-send-headers.label }
    .help = { field-send-headers.help }
field-reply_all-as =
    .label = { field-send-as.label }
    .help = { field-send-as.help }
field-forward-message =
    .label = { field-reply-message.label }
    .help = { field-reply-message.help }
field-forward-as_attachment =
    .label = Como anexo
    .help = Se a mensagem vai junto como é, em um arquivo; do contrário ela fica abaixo do que se diz.
field-forward-include_attachments =
    .label = Incluir anexos
    .help = Se os arquivos de uma mensagem que fica abaixo vão junto; as imagens que ela mostra sempre vão.
field-forward-sent_copy =
    .label = { field-send-sent_copy.label }
    .help = { field-send-sent_copy.help }
field-forward-session =
    .label = { field-send-session.label }
    .help = { field-send-session.help }
field-forward-from =
    .label = { field-send-from.label }
    .help = { field-send-from.help }
field-forward-to =
    .label = { field-send-to.label }
    .help = { field-send-to.help }
field-forward-cc =
    .label = { field-send-cc.label }
    .help = { field-send-cc.help }
field-forward-bcc =
    .label = { field-send-bcc.label }
    .help = { field-send-bcc.help }
field-forward-reply_to =
    .label = { field-send-reply_to.label }
    .help = { field-send-reply_to.help }
field-forward-subject =
    .label = { field-send-subject.label }
    .help = { field-send-subject.help }
field-forward-text =
    .label = { field-send-text.label }
    .help = { field-send-text.help }
field-forward-html =
    .label = { field-send-html.label }
    .help = { field-send-html.help }
field-forward-signature =
    .label = { field-send-signature.label }
    .help = { field-send-signature.help }
field-forward-signature_html =
    .label = { field-send-signature_html.label }
    .help = { field-send-signature_html.help }
field-forward-attachments =
    .label = { field-send-attachments.label }
    .help = { field-send-attachments.help }
field-forward-ensure_attachments_exist =
    .label = { field-send-ensure_attachments_exist.label }
    .help = { field-send-ensure_attachments_exist.help }
field-forward-importance =
    .label = { field-send-importance.label }
    .help = { field-send-importance.help }
field-forward-headers =
    .label = { field-send-headers.label }
    .help = { field-send-headers.help }
field-forward-as =
    .label = { field-send-as.label }
    .help = { field-send-as.help }
field-create_draft-reply =
    .label = Responder
    .help = A variável de uma mensagem a cujo autor ele responde.
field-create_draft-reply_all =
    .label = Responder a todos
    .help = A variável de uma mensagem a que ele responde, para todos que a receberam.
field-create_draft-forward =
    .label = Encaminhar
    .help = A variável de uma mensagem que ele encaminha, com os arquivos dela.
field-create_draft-quote =
    .label = Citação
    .help = Onde fica a mensagem respondida.
field-create_draft-folder =
    .label = Pasta
    .help = Se não for informada: a que a caixa de correio usa para rascunhos.
field-create_draft-session =
    .label = { field-send-session.label }
    .help = { field-send-session.help }
field-create_draft-from =
    .label = { field-send-from.label }
    .help = { field-send-from.help }
field-create_draft-to =
    .label = { field-send-to.label }
    .help = { field-send-to.help }
field-create_draft-cc =
    .label = { field-send-cc.label }
    .help = { field-send-cc.help }
field-create_draft-bcc =
    .label = { field-send-bcc.label }
    .help = { field-send-bcc.help }
field-create_draft-reply_to =
    .label = { field-send-reply_to.label }
    .help = { field-send-reply_to.help }
field-create_draft-subject =
    .label = { field-send-subject.label }
    .help = { field-send-subject.help }
field-create_draft-text =
    .label = { field-send-text.label }
    .help = { field-send-text.help }
field-create_draft-html =
    .label = { field-send-html.label }
    .help = { field-send-html.help }
field-create_draft-signature =
    .label = { field-send-signature.label }
    .help = { field-send-signature.help }
field-create_draft-signature_html =
    .label = { field-send-signature_html.label }
    .help = { field-send-signature_html.help }
field-create_draft-attachments =
    .label = { field-send-attachments.label }
    .help = { field-send-attachments.help }
field-create_draft-ensure_attachments_exist =
    .label = { field-send-ensure_attachments_exist.label }
    .help = { field-send-ensure_attachments_exist.help }
field-create_draft-importance =
    .label = { field-send-importance.label }
    .help = { field-send-importance.help }
field-create_draft-headers =
    .label = { field-send-headers.label }
    .help = { field-send-headers.help }
field-create_draft-as =
    .label = { field-send-as.label }
    .help = { field-send-as.help }
field-send_draft-draft =
    .label = Rascunho
    .help = A variável que o contém; se não for informada: a mensagem do laço.
field-send_draft-sent_copy =
    .label = { field-send-sent_copy.label }
    .help = { field-send-sent_copy.help }
field-send_draft-as =
    .label = Como
    .help = A variável que recebe o que aconteceu com ele.
field-mark_junk-junk =
    .label = Lixo eletrônico
    .help = `false` traz de volta à caixa de entrada, como mensagem desejada; o Exchange deixa de bloquear o remetente.
field-mark_junk-as =
    .label = Como
    .help = Com uma sessão: a variável que recebe quantas foram feitas (done) e quantas falharam (failed).
field-mark_junk-message =
    .label = { field-reply-message.label }
    .help = { field-reply-message.help }
field-mark_junk-session =
    .label = Nome da sessão
    .help = Em vez de uma mensagem: as de uma pasta desta sessão.
field-mark_junk-folder =
    .label = Pasta
    .help = Da sessão; como INBOX ou Clientes/Acme.
field-mark_junk-recursive =
    .label = Recursivo
    .help = Se as pastas abaixo dela também são lidas, todas em uma só ordem.
field-mark_junk-where =
    .label = Onde
    .help = Quais mensagens da pasta; se não for informado: todas.
field-mark_junk-order =
    .label = Ordem
    .help = Por quando as mensagens da pasta chegaram.
field-mark_junk-limit =
    .label = Limite
    .help = No máximo tantas mensagens da pasta.
field-create_folder-session =
    .label = Nome da sessão
    .help = Onde; se não for informado: a sessão do laço.
field-create_folder-folder =
    .label = Pasta
    .help = Por exemplo Feito/2026.
field-list_folders-session =
    .label = Nome da sessão
    .help = Onde; se não for informado: a sessão do laço.
field-list_folders-as =
    .label = Como
    .help = A variável que recebe a lista; cada pasta tem `path`, `name`, `role` e `selectable`.
field-folder_exists-session =
    .label = Nome da sessão
    .help = Onde; se não for informado: a sessão do laço.
field-folder_exists-folder =
    .label = Pasta
    .help = Por exemplo Clientes/Acme.
field-folder_exists-as =
    .label = Como
    .help = A variável que recebe verdadeiro ou falso.
field-set-name =
    .label = Nome
    .help = A variável.
field-set-value =
    .label = Valor
    .help = Texto, um número, uma lista ou uma expressão entre chaves duplas, que mantém o seu tipo.
field-if-condition =
    .label = Condição
    .help = Uma expressão entre chaves duplas que resulta em verdadeiro ou falso.
field-if-then =
    .label = Então
    .help = As etapas quando ela vale.
field-if-else =
    .label = Senão
    .help = As etapas quando ela não vale.
field-for_each-in =
    .label = Em
    .help = A lista, ou uma expressão entre chaves duplas; de um registro, cada campo, como name e value.
field-for_each-as =
    .label = Como
    .help = Como o valor se chama dentro do laço.
field-for_each-index =
    .label = Índice
    .help = Como o número do valor se chama dentro do laço, contado a partir de 1.
field-for_each-do =
    .label = Fazer
    .help = As etapas para cada valor.
field-try-do =
    .label = Fazer
    .help = As etapas que podem falhar.
field-try-catch =
    .label = Capturar
    .help = O que é feito quando elas falham; de várias cláusulas, a primeira que serve para o tipo de falha.
field-try-finally =
    .label = Finalmente
    .help = As etapas do fim, aconteça o que acontecer, também quando a execução é parada.
field-catch-kinds =
    .label = Tipos
    .help = Para quais tipos de falha, por exemplo `not_found`; se não forem informados: para todos.
field-catch-as =
    .label = Como
    .help = Como a falha se chama nestas etapas; ela tem `kind`, `message`, `detail`, `operation` e `step`.
field-catch-do =
    .label = Fazer
    .help = As etapas depois da falha.
field-retry-times =
    .label = Vezes
    .help = Quantas vezes, no máximo, elas são tentadas de novo.
field-retry-pause =
    .label = Pausa
    .help = Quanto esperar antes de tentar de novo.
field-retry-backoff =
    .label = Recuo
    .help = Se a pausa fica igual (`constant`) ou dobra a cada vez, até uma hora (`exponential`).
field-retry-kinds =
    .label = Tipos
    .help = Para quais tipos de falha; se não forem informados: os passageiros, `unreachable`, `timeout` e `throttled`.
field-retry-do =
    .label = Fazer
    .help = As etapas.
field-wait-for =
    .label = Por
    .help = Quanto tempo, por exemplo 5s ou 1h 30m.
field-wait-until =
    .label = Até
    .help = Um dia ou um momento; pelo que já passou não se espera.
field-stop-reason =
    .label = Motivo
    .help = Por quê, para o histórico da execução.
field-stop-as =
    .label = Como
    .help = Como a execução termina: `ok`, `failed` (falhou) ou `cancelled` (cancelada).
field-run_automation-file =
    .label = Arquivo
    .help = Ao lado deste ou em uma pasta abaixo, por exemplo `partes/arquivar.yaml`; por extenso, sem expressão.
field-run_automation-variables =
    .label = Variáveis
    .help = Os valores das variáveis dela; as que não forem informadas ficam como o arquivo diz.
field-run_automation-as =
    .label = Como
    .help = A variável que recebe o que ela devolve.
field-log-text =
    .label = Texto
    .help = O que escrever.
field-variable_declaration-type =
    .label = Tipo
field-variable_declaration-default =
    .label = Padrão
    .help = O valor quando nenhum é informado.
field-variable_declaration-required =
    .label = Obrigatória
    .help = Se é preciso informar um valor ao iniciar a automação.
field-outlook-mailbox =
    .label = Caixa de correio
    .help = O endereço de uma caixa de correio compartilhada; se não for informado: a de quem entra.
field-outlook-cloud =
    .label = Nuvem da Azure
    .help = Se não for informada: global.
field-outlook-auth =
    .label = Modo de autenticação
    .help = Se não for informado: a conta Microsoft que está conectada.
field-outlook-ca_file =
    .label = Arquivo de CA
    .help = Certificados (PEM) de uma autoridade própria, dentro da pasta de arquivos.
field-outlook-fingerprint =
    .label = Impressão digital
    .help = O SHA-256 do único certificado aceito.
field-outlook-proxy =
    .label = Proxy
    .help = Leva ao servidor e a quem emite os tokens dele. Os proxies do ambiente são só para requisições web.
field-cloud-custom =
    .label = Uma nuvem própria
field-custom_cloud-login =
    .label = Login
    .help = De onde vêm os tokens.
field-custom_cloud-graph =
    .label = Graph
    .help = Onde fica o Microsoft Graph.
field-custom_cloud-outlook =
    .label = Outlook
    .help = Onde fica o Exchange.
field-mode-basic =
    .label = Básico
field-mode-ntlm =
    .label = NTLM
field-mode-authorization_code =
    .label = OAuth2 – Código de autorização com PKCE
field-mode-client_credentials =
    .label = OAuth2 – Credenciais de clientes
field-mode-device_code =
    .label = OAuth2 – Código do dispositivo
field-mode-service_account =
    .label = Conta de serviço
field-mode-managed =
    .label = Gerenciada pela Control Room
field-mode-ropc =
    .label = OAuth2-ROPC
field-mode-implicit =
    .label = OAuth2-Implícito
field-basic-username =
    .label = Nome de usuário
    .help = Muitas vezes o endereço inteiro.
field-basic-password =
    .label = Senha
    .help = Para Gmail, Yahoo e outros com verificação em duas etapas: uma senha de app.
field-ntlm-username =
    .label = Nome de usuário
field-ntlm-password =
    .label = Senha
field-ntlm-domain =
    .label = Domínio do Windows
    .help = Dispensável quando o nome de usuário já o traz (`DOMINIO\usuario`, `usuario@dominio`).
field-authorization_code-provider =
    .label = Provedor de e-mail
    .help = Onde a pessoa entra.
field-authorization_code-tenant_id =
    .label = ID do locatário
    .help = Só Microsoft: o ID do diretório, `common`, ou `consumers` para contas pessoais.
field-authorization_code-client_id =
    .label = ID do cliente
    .help = Do aplicativo registrado no provedor.
field-authorization_code-client_secret =
    .label = Segredo do cliente
    .help = O Google o exige para clientes do tipo aplicativo da Web.
field-authorization_code-redirect_uri =
    .label = URI de redirecionamento
    .help = Exatamente como registrada.
field-authorization_code-scopes =
    .label = Escopos
    .help = Se não forem informados: os que a conexão exige.
field-authorization_code-username =
    .label = Nome de usuário
    .help = Quem entra; se não for informado: o da caixa de correio.
field-provider-custom =
    .label = Qualquer outro servidor OAuth 2.0
field-custom_provider-issuer =
    .label = Emissor
    .help = O documento de descoberta dele informa o resto (RFC 8414).
field-custom_provider-authorization_url =
    .label = URL de autorização
field-custom_provider-token_url =
    .label = URL do token
field-custom_provider-device_url =
    .label = URL de autorização de dispositivo
field-client_credentials-provider =
    .label = Provedor de e-mail
    .help = Quem conhece o aplicativo.
field-client_credentials-tenant_id =
    .label = ID do locatário
    .help = Só Microsoft: o ID do diretório.
field-client_credentials-client_id =
    .label = ID do cliente
    .help = Do aplicativo registrado.
field-client_credentials-client_secret =
    .label = Segredo do cliente
field-client_credentials-certificate =
    .label = Certificado
    .help = Com a chave privada (PEM), em vez de um segredo (RFC 7523).
field-client_credentials-scopes =
    .label = Escopos
    .help = Se não forem informados: os que a conexão exige.
field-client_credentials-username =
    .label = Nome de usuário
    .help = De quem é a caixa de correio aberta; se não for informado: o da caixa de correio.
field-device_code-provider =
    .label = Provedor de e-mail
    .help = Onde a pessoa entra.
field-device_code-tenant_id =
    .label = ID do locatário
    .help = Só Microsoft.
field-device_code-client_id =
    .label = ID do cliente
    .help = Do aplicativo registrado no provedor.
field-device_code-scopes =
    .label = Escopos
    .help = Se não forem informados: os que a conexão exige.
field-device_code-username =
    .label = Nome de usuário
    .help = Quem entra; se não for informado: o da caixa de correio.
field-service_account-key =
    .label = Chave
    .help = A chave JSON da conta de serviço.
field-service_account-subject =
    .label = Titular
    .help = O endereço da pessoa em nome de quem ela age.
field-service_account-username =
    .label = Nome de usuário
    .help = Quem entra; se não for informado: o da caixa de correio.
field-managed-connection =
    .label = Conexão
    .help = O nome dela na Control Room.
field-managed-token =
    .label = Tipo de token
    .help = Se não for informado: o da própria conexão.
field-managed-username =
    .label = Nome de usuário
    .help = Quem entra; se não for informado: o da caixa de correio.
field-ropc-provider =
    .label = Provedor de e-mail
    .help = Se não for informado: Microsoft.
field-ropc-tenant_id =
    .label = ID do locatário
    .help = Só Microsoft: o ID do diretório.
field-ropc-client_id =
    .label = ID do cliente
field-ropc-client_secret =
    .label = Segredo do cliente
field-ropc-username =
    .label = Nome de usuário
field-ropc-password =
    .label = Senha
field-ropc-scopes =
    .label = Escopos
    .help = Se não forem informados: os que a conexão exige.
field-implicit-provider =
    .label = Provedor de e-mail
    .help = Se não for informado: Microsoft.
field-implicit-tenant_id =
    .label = ID do locatário
    .help = Só Microsoft: o ID do diretório.
field-implicit-client_id =
    .label = ID do cliente
field-implicit-redirect_uri =
    .label = URI de redirecionamento
    .help = Exatamente como registrada.
field-implicit-username =
    .label = Nome de usuário
    .help = Quem entra; se não for informado: o da caixa de correio.
field-implicit-scopes =
    .label = Escopos
    .help = Se não forem informados: os que a conexão exige.
field-mail_server-protocol =
    .label = Protocolo
    .help = IMAP, a não ser que o servidor só tenha POP3.
field-mail_server-host =
    .label = Host
    .help = O nome ou endereço do servidor.
field-mail_server-port =
    .label = Porta
    .help = Se não for informada: 993 com TLS, senão 143; de POP3, 995 e 110.
field-mail_server-security =
    .label = Usar conexão segura (SSL/TLS)
    .help = `tls` desde o início, `starttls` antes de dizer qualquer coisa, ou `none`: qualquer um no caminho lê junto.
field-mail_server-mailbox =
    .label = Caixa de correio
    .help = O endereço de uma caixa de correio compartilhada; se não for informado: a de quem entra.
field-mail_server-ca_file =
    .label = Arquivo de CA
    .help = Certificados (PEM) de uma autoridade própria, dentro da pasta de arquivos.
field-mail_server-fingerprint =
    .label = Impressão digital
    .help = O SHA-256 do único certificado aceito.
field-mail_server-proxy =
    .label = Proxy
    .help = Leva ao servidor e a quem emite os tokens dele. Os proxies do ambiente são só para requisições web.
field-mail_server-auth =
    .label = Modo de autenticação
    .help = Como entrar.
field-mail_server-outgoing =
    .label = Servidor de saída
    .help = Envia as mensagens desta sessão.
field-outgoing-host =
    .label = Host
    .help = O nome ou endereço do servidor.
field-outgoing-port =
    .label = Porta
    .help = Se não for informada: 465 com TLS, senão 587.
field-outgoing-security =
    .label = Usar conexão segura (SSL/TLS)
    .help = Como na leitura.
field-outgoing-auth =
    .label = Modo de autenticação
    .help = Se não for informado: como na leitura.
field-ews-endpoint =
    .label = Endereço do serviço
    .help = O endereço do serviço; se não for informado: encontrado a partir do domínio.
field-ews-domain =
    .label = Nome do domínio
    .help = Da organização; `smtp.office365.com` significa Exchange na nuvem.
field-ews-version =
    .label = Versão do Exchange
    .help = Se não for informada: a que o servidor disser.
field-ews-cloud =
    .label = Nuvem da Azure
    .help = Se não for informada: global.
field-ews-mailbox =
    .label = Caixa de correio
    .help = O endereço de uma caixa de correio compartilhada; se não for informado: a de quem entra.
field-ews-impersonate =
    .label = Representar
    .help = Age como a caixa de correio, não como quem entra.
field-ews-auth =
    .label = Modo de autenticação
    .help = Como entrar.
field-ews-ca_file =
    .label = Arquivo de CA
    .help = Certificados (PEM) de uma autoridade própria, dentro da pasta de arquivos.
field-ews-fingerprint =
    .label = Impressão digital
    .help = O SHA-256 do único certificado aceito.
field-proxy-url =
    .label = URL
    .help = `http://`, `https://`, `socks5://` (os nomes são procurados aqui) ou `socks5h://` (pelo proxy), com host e porta.
field-proxy-username =
    .label = Nome de usuário
    .help = Para um proxy que exige um.
field-proxy-password =
    .label = Senha
    .help = Acompanha o nome de usuário.
field-ews-proxy =
    .label = Proxy
    .help = Leva ao servidor e a quem emite os tokens dele. Os proxies do ambiente são só para requisições web.
field-filter-status =
    .label = Status
    .help = Mensagens lidas ou não lidas; se não for informado: todas.
field-filter-subject =
    .label = Assunto
    .help = Parte dele, sem diferenciar maiúsculas; `exact`, `contains` ou `regex` dizem com mais precisão; uma lista significa qualquer um.
field-filter-from =
    .label = De
    .help = Parte do nome ou do endereço de quem enviou; escrito como o assunto.
field-filter-to =
    .label = Para
    .help = Parte do nome ou do endereço de um dos destinatários; escrito como o assunto.
field-filter-cc =
    .label = Cc
    .help = Parte do nome ou do endereço de quem recebe cópia; escrito como o assunto.
field-filter-body =
    .label = Corpo
    .help = Parte do texto, simples ou como o HTML o mostra; escrito como o assunto.
field-filter-attachment_name =
    .label = Nome do anexo
    .help = Parte do nome de um anexo; imagens mostradas no texto não contam; escrito como o assunto.
field-filter-header =
    .label = Cabeçalho
    .help = Qualquer outro campo do cabeçalho; uma lista significa qualquer um.
field-header_condition-name =
    .label = Nome
    .help = Por exemplo List-Id ou X-Ticket, sem diferenciar maiúsculas.
field-header_condition-exact =
    .label = Exato
    .help = Ele inteiro, diferenciando maiúsculas.
field-header_condition-contains =
    .label = Contém
    .help = Parte dele.
field-header_condition-case =
    .label = Maiúsculas
    .help = Se maiúsculas fazem diferença no que ele contém; se não for informado: não fazem.
field-header_condition-regex =
    .label = Expressão regular
    .help = Serve em algum lugar dele.
field-filter-flagged =
    .label = Sinalizada
    .help = Se a mensagem está sinalizada.
field-filter-received =
    .label = Recebida
    .help = Quando o servidor a recebeu, no fuso horário da automação.
field-filter-size =
    .label = Tamanho
    .help = Com tudo o que contém: `over: 5MB`, `under: 800`.
field-filter-has_attachments =
    .label = Tem anexos
    .help = Imagens mostradas no texto não contam.
field-filter-class =
    .label = Classe
    .help = Se não for informada: só mensagens comuns, sem convites, confirmações e devoluções.
field-filter-all =
    .label = Todas
    .help = Cada uma destas condições precisa valer.
field-filter-any =
    .label = Qualquer uma
    .help = Pelo menos uma destas condições precisa valer.
field-filter-not =
    .label = Não
    .help = Isto não pode valer.
field-received-on =
    .label = Em
    .help = Um dia, por exemplo 2026-11-22.
field-received-after =
    .label = Depois de
    .help = Um dia, ou um dia e hora.
field-received-before =
    .label = Antes de
    .help = Um dia, ou um dia e hora.
field-size_range-over =
    .label = Acima de
    .help = Por exemplo 5MB ou 2MiB.
field-size_range-under =
    .label = Abaixo de
variable-no-group = Nenhuma expressão regular deste laço tem o grupo "{ $group }", então "{ $name }.match.{ $group }" nunca existe. Dê nome a um: (?<{ $group }>…).

# O que se sabe que ajuda

advice-apple-app-password = A Apple aceita aqui uma senha de app, não a da conta Apple. Crie uma em account.apple.com, em Início de sessão e segurança. Mais: { $link }
advice-contact-admin = O servidor quer que você fale com quem o administra antes de entrar de novo: a conta está bloqueada lá, e tentar outra vez não ajuda. Mais: { $link }
advice-entra-account-kind = A conta é do tipo errado: pessoal onde se espera uma de trabalho, ou o contrário. Para uma conta pessoal (Outlook.com, Hotmail) escreva tenant_id: consumers; para uma de trabalho, o ID do diretório dela. Mais: { $link }
advice-entra-admin-consent = O que o aplicativo pede só um administrador pode permitir. No centro de administração do Entra: Registros de aplicativo, o aplicativo, Permissões de API, "Conceder consentimento do administrador". Depois entre de novo. Mais: { $link }
advice-entra-application-disabled = O aplicativo está desativado neste diretório. Um administrador o ativa no centro de administração do Entra: Aplicativos empresariais, o aplicativo, Propriedades, "Habilitado para os usuários entrarem". Mais: { $link }
advice-entra-application-unknown = Não há aplicativo com este ID do cliente neste diretório. Compare client_id e tenant_id com a página Visão geral do registro do aplicativo: "ID do aplicativo (cliente)" e "ID do diretório (locatário)". Para um aplicativo de outra organização, um administrador o consente antes. Mais: { $link }
advice-entra-approved-app = A organização só deixa entrar aplicativos aprovados. Um administrador exclui este aplicativo dessa política de Acesso Condicional. Mais: { $link }
advice-entra-assignment = O aplicativo exige atribuição, e quem entra não está atribuído a ele. No centro de administração do Entra: Aplicativos empresariais, o aplicativo, Usuários e grupos, "Adicionar usuário/grupo". Adicione todos que executam a automação; para acesso só do aplicativo, atribua a permissão com consentimento do administrador. Mais: { $link }
advice-entra-audience = O que foi assinado aqui com o certificado não é para o diretório que foi consultado. Escreva em tenant_id o ID do diretório, não common, e a nuvem em que ele está. Mais: { $link }
advice-entra-busy = A entrada da Microsoft está ocupada ou fora do ar no momento. Tente de novo em alguns minutos. Mais: { $link }
advice-entra-certificate = A assinatura com o certificado não é aceita. Envie ao registro do aplicativo (Certificados e segredos, Certificados) o mesmo certificado usado aqui e informe a chave privada que pertence a ele. Mais: { $link }
advice-entra-certificate-ended = O certificado do aplicativo venceu ou ainda não é válido. Crie outro, envie-o em Certificados e segredos e guarde-o no cofre. Mais: { $link }
advice-clock-off = O relógio desta máquina está { $minutes } minutos { $direction ->
    [fast] adiantado
   *[other] atrasado
} em relação ao do provedor, e o que é assinado por ele está fora do prazo. Acerte-o por um servidor de hora (timedatectl set-ntp true, ou w32tm /resync no Windows) e tente de novo.
advice-entra-clock = O que foi assinado aqui está fora do prazo para a Microsoft: o relógio desta máquina está errado. Acerte-o por um servidor de hora (timedatectl set-ntp true, ou w32tm /resync no Windows) e tente de novo. Mais: { $link }
advice-entra-cloud = O diretório está em outra nuvem da Microsoft, não na que foi consultada. Escreva a nuvem em que ele está: global, us_gcc_high, us_dod ou china; para um servidor de e-mail, informe o host dessa nuvem. Mais: { $link }
advice-entra-code-used = O código que o navegador trouxe já foi usado ou é de outra tentativa. Comece de novo com { login-command } e termine na janela que se abre. Mais: { $link }
advice-entra-conditional-access = Uma política de Acesso Condicional bloqueia esta entrada. Um administrador vê qual no centro de administração do Entra (Monitoramento, Logs de entrada, o registro com falha, Acesso Condicional) e pode permitir este aplicativo ou este local. Mais: { $link }
advice-entra-consent = Ninguém ainda permitiu ao aplicativo o que ele pede. Entre com { login-command } e aceite, ou peça a um administrador que clique em "Conceder consentimento do administrador" nas Permissões de API do registro do aplicativo. Mais: { $link }
advice-entra-declined = Quem entrou não aceitou o que o aplicativo pede. Execute { login-command } de novo e aceite; se não houver botão para aceitar, um administrador precisa fazê-lo. Mais: { $link }
advice-entra-delegated-admin = Um administrador de outra organização foi bloqueado aqui por um risco no diretório dele. Entre com uma conta deste diretório. Mais: { $link }
advice-entra-device = A organização só deixa entrar dispositivos gerenciados por ela. Entre com { login-command } a partir de um deles, use client_credentials ou peça a um administrador que excetue este aplicativo da política. Mais: { $link }
advice-entra-device-code = O código curto foi digitado errado, venceu ou já foi respondido. Execute { login-command } de novo e digite o código novo. Mais: { $link }
advice-entra-disabled = Esta conta está desativada no diretório. Um administrador a reativa ou informa outra conta. Mais: { $link }
advice-entra-elsewhere = A conta que entrou não pertence a este diretório. Entre com uma que pertença, escreva o tenant_id do diretório dela ou peça a um administrador que a convide. Mais: { $link }
advice-entra-field-missing = Falta algo no que foi enviado à Microsoft. Veja se client_id, tenant_id e o que o modo exige estão informados e não vazios; uma variável ou credencial pode estar vazia. Mais: { $link }
advice-entra-first-party = Este ID do cliente é da própria Microsoft e não serve para outros. Registre um aplicativo seu no centro de administração do Entra e escreva o ID do cliente dele. Mais: { $link }
advice-entra-for-itself = O aplicativo pede um token para si mesmo. Não escreva scopes, para que se peça o que o servidor de e-mail precisa. Mais: { $link }
advice-entra-frequency = A organização quer que as pessoas entrem de novo de tempos em tempos, e o prazo passou. Execute { login-command }; para execuções sem uma pessoa, um administrador exclui este aplicativo da frequência de entrada, ou use client_credentials. Mais: { $link }
advice-entra-grant = A entrada guardada não vale mais. Execute { login-command }. Mais: { $link }
advice-entra-grant-off = O registro do aplicativo não permite este modo de entrar. Use authorization_code; para implicit, um administrador marca "Tokens de acesso" e "Tokens de ID" em Autenticação. Mais: { $link }
advice-entra-locked = A conta está bloqueada por senhas erradas demais, ou o endereço desta máquina está barrado. Espere, veja nos logs de entrada qual dos dois é e corrija a senha antes da próxima execução. Mais: { $link }
advice-entra-loop = O mesmo token foi pedido vezes demais em pouco tempo. Espere alguns minutos; veja se muitas execuções da mesma automação não começam ao mesmo tempo. Mais: { $link }
advice-entra-malformed = A Microsoft não consegue ler o pedido. Veja se client_id, tenant_id e scopes não têm espaços, aspas ou quebras de linha copiados junto; se estiverem certos, a entrada guardada está danificada: execute carteiro login. Mais: { $link }
advice-entra-no-exchange = O diretório não conhece o serviço para o qual se pede um token. Confira scopes e tenant_id: um diretório sem assinatura do Exchange Online não tem e-mail para abrir. Mais: { $link }
advice-entra-no-personal-accounts = O aplicativo é só para contas de trabalho, e foi pedida uma pessoal. Escreva o tenant_id da sua organização ou inclua contas pessoais em "Tipos de conta com suporte" no registro do aplicativo. Mais: { $link }
advice-entra-not-listed = O registro do aplicativo não lista o que é pedido. Em Permissões de API, adicione-o de "Office 365 Exchange Online" (IMAP.AccessAsUser.All, ou IMAP.AccessAsApp para acesso só do aplicativo) e depois "Conceder consentimento do administrador". Mais: { $link }
advice-entra-not-public = O registro do aplicativo espera um segredo aqui. Informe client_secret ou deixe-o dispensar: Autenticação, "Permitir fluxos de cliente público" em Sim, e o URI de redirecionamento em "Aplicativos móveis e da área de trabalho". Mais: { $link }
advice-entra-not-signed-in = Ninguém está conectado neste navegador. Execute { login-command } e entre na página que se abre. Mais: { $link }
advice-entra-old-tls = Algo entre esta máquina e a Microsoft fala TLS 1.0 ou 1.1, que a Microsoft não aceita mais: em geral um proxy que abre o tráfego. Faça-o falar TLS 1.2 ou deixar o tráfego passar. Mais: { $link }
advice-entra-on-premises = A Microsoft consulta servidores da sua organização para conferir a senha e não os alcança. Quem administra o Active Directory verifica os agentes de autenticação. Mais: { $link }
advice-entra-one-tenant = O aplicativo é de um só diretório. Escreva o tenant_id desse diretório em vez de common ou torne o registro do aplicativo multilocatário. Mais: { $link }
advice-entra-own-tenant = Este modo de entrar precisa de um diretório: escreva em tenant_id o ID ou o domínio dele, não common nem consumers. Mais: { $link }
advice-entra-password-ended = A senha venceu ou precisa ser trocada. Entre uma vez em https://myaccount.microsoft.com, troque-a e guarde a nova no cofre. Mais: { $link }
advice-entra-password-wrong = O nome de usuário ou a senha está errado. Experimente ambos em https://portal.office.com e corrija o cofre. Várias tentativas erradas bloqueiam a conta. Mais: { $link }
advice-entra-personal-again = A entrada desta conta pessoal já não basta. Execute { login-command } e entre de novo com a senha dela. Mais: { $link }
advice-entra-policy = Uma política de segurança da organização bloqueia este pedido. Um administrador vê qual nos logs de entrada do centro de administração do Entra. Mais: { $link }
advice-entra-profile = O aplicativo nem pode ver quem entra. Em Permissões de API, adicione "openid", "email" e User.Read do Microsoft Graph e dê o consentimento. Mais: { $link }
advice-entra-proof-revoked = O segredo ou certificado do aplicativo foi revogado. Descubra por quê, crie outro em Certificados e segredos e guarde-o no cofre. Mais: { $link }
advice-entra-public = Um segredo é mostrado para um aplicativo que é público. Não informe client_secret ou mova o URI de redirecionamento de "Aplicativos móveis e da área de trabalho" para "Web" no registro do aplicativo. Mais: { $link }
advice-entra-redirect = O URI de redirecionamento não está entre os do registro do aplicativo. Adicione-o lá byte por byte: Autenticação, "Adicionar uma plataforma", "Aplicativos móveis e da área de trabalho", http://localhost:9999/callback, ou o que redirect_uri diz. Maiúsculas e a "/" final contam. Mais: { $link }
advice-entra-revoked = A entrada guardada foi revogada: a senha foi trocada ou alguém desconectou esta conta de tudo. Execute { login-command }. Mais: { $link }
advice-entra-risk = A Microsoft considera esta conta em risco e a bloqueia. Um administrador do diretório dela verifica e libera. Mais: { $link }
advice-entra-scope = O que scopes pede não é conhecido pela Microsoft. Não escreva scopes; para acesso só do aplicativo é https://outlook.office365.com/.default e nada mais. Mais: { $link }
advice-entra-scopes-mixed = São pedidas permissões de dois serviços ao mesmo tempo, e um token serve a um. Não escreva scopes ou cite só as de um host. Mais: { $link }
advice-entra-second-factor = Esta conta entra com um segundo fator, que este modo não consegue mostrar. Mantenha-o e use authorization_code ou device_code: uma pessoa o mostra uma vez, em { login-command }. Onde não há pessoa, use client_credentials. Mais: { $link }
advice-entra-second-factor-again = O segundo fator mostrado venceu, como a organização determina. Execute { login-command } e mostre-o de novo. Mais: { $link }
advice-entra-second-factor-new = Esta conta precisa configurar um segundo fator antes. Entre uma vez em https://aka.ms/mysecurityinfo e configure-o; depois execute { login-command }. Mais: { $link }
advice-entra-second-factor-other = A organização confere entradas por outro serviço, que quer uma pessoa. Use authorization_code ou device_code e execute { login-command }; onde não há pessoa, use client_credentials. Mais: { $link }
advice-entra-second-factor-where = É preciso configurar antes um segundo fator, e a organização só permite isso em certos locais ou dispositivos. Faça-o ali, em https://aka.ms/mysecurityinfo, ou peça a um administrador um Passe de Acesso Temporário; depois execute { login-command }. Mais: { $link }
advice-entra-secret-ended = O segredo do cliente venceu. Crie outro no registro do aplicativo (Certificados e segredos, Novo segredo do cliente), copie o Valor e guarde-o no cofre. Mais: { $link }
advice-entra-secret-wrong = O segredo do cliente está errado. Use o Valor, não o "ID do segredo": ele aparece uma vez, quando o segredo é criado. Se não o tiver, crie outro em Certificados e segredos. Mais: { $link }
advice-entra-security-defaults = Os padrões de segurança da organização bloqueiam este modo antigo de entrar. Use authorization_code ou client_credentials. Mais: { $link }
advice-entra-single-page = O URI de redirecionamento está registrado como de aplicativo de página única, cujas entradas duram um dia e só em navegadores. Em Autenticação, remova-o dali e adicione-o em "Aplicativos móveis e da área de trabalho"; depois execute { login-command }. Mais: { $link }
advice-entra-tenant-missing = A Microsoft não sabe de qual diretório se trata. Escreva tenant_id e o nome de usuário como endereço completo. Mais: { $link }
advice-entra-tenant-restricted = A rede ou uma política só deixa entrar em certos diretórios, e este não é um deles. Quem administra a rede ou o diretório o permite. Mais: { $link }
advice-entra-tenant-unknown = Não existe tal diretório. Copie para tenant_id o "ID do diretório (locatário)" da página Visão geral do registro do aplicativo; um diretório de nuvem nacional só existe nessa nuvem. Mais: { $link }
advice-entra-too-slow = A entrada demorou demais, ou a sessão dela terminou. Execute { login-command } de novo. Mais: { $link }
advice-entra-unused = A entrada guardada ficou tanto tempo sem uso que terminou. Execute { login-command }. Uma automação que roda mais de uma vez a cada 90 dias a mantém viva. Mais: { $link }
advice-entra-user-unknown = O diretório não conhece ninguém com este nome. Confira o nome de usuário e se tenant_id é o diretório dessa pessoa. Mais: { $link }
advice-exchange-security-defaults = Os padrões de segurança da organização bloqueiam senhas para enviar. Entre com OAuth: authorization_code ou client_credentials. Mais: { $link }
advice-exchange-smtp-basic = O Exchange Online não aceita mais senhas para enviar. Entre com OAuth: authorization_code ou client_credentials. Mais: { $link }
advice-exchange-smtp-mailbox = O envio por SMTP está desativado para esta caixa de correio. Um administrador executa: Set-CASMailbox -Identity CAIXA -SmtpClientAuthenticationDisabled $false Mais: { $link }
advice-exchange-smtp-refused = O Exchange Online não deixa este remetente entrar por SMTP: uma política, senha errada ou SMTP desativado. Entre com OAuth e peça a um administrador que confira "SMTP autenticado" da caixa no centro de administração do Microsoft 365. Mais: { $link }
advice-exchange-smtp-tenant = O envio por SMTP está desativado em toda a organização. Um administrador o ativa só para esta caixa: Set-CASMailbox -Identity CAIXA -SmtpClientAuthenticationDisabled $false Mais: { $link }
advice-exchange-smtp-token = O Exchange Online não aceita este token para enviar. Ele precisa permitir SMTP.Send (ou, só do aplicativo, SMTP.SendAsApp), e "SMTP autenticado" precisa estar ativado na caixa. Mais: { $link }
advice-exchange-token = O Exchange Online recusa o token e não diz por quê. Em geral: o IMAP ou POP está desativado na caixa (Set-CASMailbox -Identity CAIXA -ImapEnabled $true), o nome de usuário não é o endereço da caixa, falta a permissão para este protocolo ou, só do aplicativo, falta a entidade de serviço, ela tem o ID de objeto do registro do aplicativo em vez do aplicativo empresarial ou não tem direito à caixa. carteiro doctor mostra o que o token diz. Mais: { $link }
advice-ews-audience = O token é para outro serviço, não para o Exchange. Deixe scopes de fora, para que se peça o que a conexão precisa, e escolha a nuvem em que está a caixa de correio. Mais: { $link }
advice-ews-blocked = O Exchange Online não deixa este aplicativo entrar por EWS e não diz por quê. Na ordem em que vale a pena olhar (Get-OrganizationConfig): EwsEnabled está desligado para a organização ou (Get-CASMailbox) para a caixa de correio; o ID do cliente falta em EwsAllowedAppIDs, uma lista que é sempre escrita inteira; EwsApplicationAccessPolicy bloqueia pelo agente de usuário; uma política de acesso de aplicativo o mantém fora desta caixa; ou a caixa não tem uma licença que inclua o EWS. Uma mudança leva até 24 horas para chegar a toda parte, e a Microsoft já desligou o EWS por algum tempo para descobrir quem ainda o usa: o que funcionava ontem pode voltar a funcionar sem mudança alguma. Mais: { $link }
advice-ews-impersonation = Quem entra não pode agir como esta caixa de correio. Para um aplicativo, um administrador consente com full_access_as_app, ou atribui a função "Application EWS.AccessAsApp" para as caixas a que ele se destina; para uma conta de um Exchange próprio: New-ManagementRoleAssignment -Role ApplicationImpersonation -User CONTA. Quem tem acesso total à caixa deixa impersonate de fora. Mais: { $link }
advice-ews-no-access = Quem entrou não tem direito a esta caixa de correio. Um administrador executa: Add-MailboxPermission -Identity CAIXA -User USUARIO -AccessRights FullAccess, o que pode levar uma hora para valer. Ou aja como a caixa: impersonate: true, com o direito de representá-la. Mais: { $link }
advice-ews-no-mailbox = O Exchange não tem uma caixa de correio com este endereço, ou não neste servidor. Escreva o endereço principal da caixa; uma que foi movida para a nuvem é aberta lá, com domain: smtp.office365.com. Mais: { $link }
advice-ews-own-token = Este Exchange não aceita o token. O OAuth precisa estar ligado nos serviços web (Get-WebServicesVirtualDirectory: OAuthAuthentication), ele precisa confiar em quem emitiu o token (Get-AuthServer), e o token precisa ser para este host: scopes o nomeia, como https://mail.example.org/.default. Mais: { $link }
advice-ews-password = Este Exchange não aceita o nome de usuário e a senha. Alguns querem DOMÍNIO\usuário, outros o endereço. Onde estão certos e mesmo assim são recusados, o Basic está desligado nos serviços web (Get-WebServicesVirtualDirectory: BasicAuthentication), ou a conta está bloqueada. Mais: { $link }
advice-ews-permission = O token não permite nada que o EWS aceite. Em permissões de API, inclua EWS.AccessAsUser.All, ou, para um aplicativo que entra por si mesmo, full_access_as_app, de "Office 365 Exchange Online", peça o consentimento de um administrador, deixe scopes de fora e, onde uma pessoa entra, execute carteiro login de novo. Mais: { $link }
advice-ews-policy = Este Exchange não deixa o aplicativo entrar por EWS. Um administrador verifica EwsEnabled (Get-OrganizationConfig, Get-CASMailbox) e EwsApplicationAccessPolicy, que bloqueia pelo agente de usuário. Mais: { $link }
advice-ews-token = O Exchange Online recusa o token e não diz por quê. Em geral falta a permissão (EWS.AccessAsUser.All, ou full_access_as_app para um aplicativo) ou ninguém consentiu com ela, ou a conta não tem caixa de correio lá. carteiro doctor mostra o que o token diz. Mais: { $link }
advice-fastmail-app-password = O Fastmail aceita aqui uma senha de app, não a da conta. Crie uma em Settings, Privacy & Security, App passwords, com acesso a IMAP e SMTP. Mais: { $link }
advice-google-access-denied = Quem entrou disse não ou não pode usar o aplicativo: enquanto está em teste, só usuários de teste podem. Adicione-os no console do Google Cloud (Google Auth Platform, Público-alvo, Usuários de teste) ou publique o aplicativo; depois execute { login-command } e aceite. Mais: { $link }
advice-google-admin-policy = O Workspace desta conta não deixa este aplicativo entrar. O administrador libera o ID do cliente no Admin Console: Segurança, Controle de dados e acesso, Controles de API, "Gerenciar acesso de apps". Mais: { $link }
advice-google-app-password = O Google aceita aqui uma senha de app, não a da conta. Crie uma em myaccount.google.com/apppasswords (a verificação em duas etapas precisa estar ativada). Mais: { $link }
advice-google-bandwidth = A caixa atingiu um limite do Gmail para downloads ou comandos. Ela reabre em até um dia; leia menos de uma vez e veja se outros programas não leem a caixa inteira. Mais: { $link }
advice-google-browser = O Google só deixa entrar em um navegador de verdade, não em uma janela dentro de outro programa. Abra o endereço de carteiro login em um navegador. Mais: { $link }
advice-google-client = O Google não aceita o ID e o segredo do cliente juntos. Copie os dois do console do Google Cloud (Google Auth Platform, Clientes); um "Aplicativo da Web" também precisa do segredo aqui. Mais: { $link }
advice-google-client-deleted = O cliente OAuth foi excluído no console do Google Cloud. Restaure-o em até 30 dias em Clientes ou crie outro e escreva o ID e o segredo dele. Mais: { $link }
advice-google-client-disabled = O cliente OAuth está desativado. Quem é dono do projeto o ativa no console do Google Cloud, Google Auth Platform, Clientes. Mais: { $link }
advice-google-client-other = A entrada guardada foi dada a outro cliente OAuth, não ao que está escrito agora. Escreva o ID e o segredo do cliente com que ela foi feita ou execute carteiro login. Mais: { $link }
advice-google-clock = O que foi assinado aqui está fora do prazo para o Google: o relógio desta máquina está errado. Acerte-o por um servidor de hora (timedatectl set-ntp true, ou w32tm /resync no Windows) e tente de novo. Mais: { $link }
advice-google-code = O Google não aceita o código ou a entrada guardada. Execute { login-command } e termine na janela que se abre. Mais: { $link }
advice-google-delegation = A conta de serviço não pode agir por esta pessoa. Um administrador do Workspace adiciona o ID do cliente dela (o número, não o e-mail) com o escopo https://mail.google.com/ no Admin Console: Segurança, Controle de dados e acesso, Controles de API, "Gerenciar a delegação em todo o domínio". Pode levar algumas horas. Mais: { $link }
advice-google-device = O Google não dá permissão de e-mail por código curto. Use authorization_code; em uma máquina sem navegador, execute { login-command } em outra. Mais: { $link }
advice-google-internal = O aplicativo é só para pessoas de uma organização. Entre com uma conta dela ou mude o tipo de usuário para Externo no console do Google Cloud: Google Auth Platform, Público-alvo. Mais: { $link }
advice-google-key = A chave da conta de serviço não é aceita: foi excluída ou é de outra conta. Crie outra chave (JSON) no console do Google Cloud, IAM e administrador, Contas de serviço, Chaves, e guarde-a no cofre. Mais: { $link }
advice-google-not-configured = O Workspace desta escola não decidiu sobre este aplicativo ou sobre menores de 18 anos. O administrador o libera no Admin Console: Segurança, Controle de dados e acesso, Controles de API. Mais: { $link }
advice-google-rate = O Google foi consultado vezes demais em pouco tempo. Espere uma hora e veja se muitas entradas não começam ao mesmo tempo. Mais: { $link }
advice-google-redirect = O URI de redirecionamento não está entre os do cliente OAuth. No console do Google Cloud (Google Auth Platform, Clientes, o cliente), adicione-o byte por byte em "URIs de redirecionamento autorizados": http://localhost:8888/Callback com C maiúsculo, ou o que redirect_uri diz. Mais: { $link }
advice-google-request = O Google não permite pedir assim. O cliente precisa ser do tipo "Aplicativo da Web" ou "App para computador", e o URI de redirecionamento desta máquina (http://localhost…) ou https. Mais: { $link }
advice-google-revoked = O Google encerrou a entrada guardada. Isso ocorre quando o acesso é removido, quando a senha é trocada, após seis meses sem uso, após a 100ª entrada do mesmo cliente e após sete dias enquanto o aplicativo está em teste. Execute { login-command }. Mais: { $link }
advice-google-scope = O Google não conhece o que scopes pede. Não escreva scopes: para e-mail é https://mail.google.com/. Mais: { $link }
advice-google-session = O Workspace quer que as pessoas entrem de novo de tempos em tempos, e o prazo passou. Execute { login-command }. O administrador marca o aplicativo como Confiável e isenta os apps confiáveis no Admin Console: Segurança, Controle de sessão do Google Cloud. Mais: { $link }
advice-google-subject = O Google não conhece tal pessoa no Workspace. subject é o endereço de um usuário, não um alias, um grupo ou a própria conta de serviço. Mais: { $link }
advice-google-testing = A entrada durou sete dias: assim o Google encerra as de um aplicativo cujo status de publicação é "Em teste". No console do Google Cloud (Google Auth Platform, Público-alvo), clique em "Publicar aplicativo" e depois execute { login-command }. Mais: { $link }
advice-google-token = O Gmail não aceita o token para esta caixa. Ele precisa permitir https://mail.google.com/ (dá para desmarcar isso ao entrar) e ser da mesma conta cuja caixa é aberta. Execute { login-command }, marque tudo e confira o nome de usuário. Mais: { $link }
advice-google-too-many-logins = Entrou-se no Gmail vezes demais em pouco tempo. Espere alguns minutos e deixe menos automações começarem ao mesmo tempo. Mais: { $link }
advice-google-web-login = O Google quer ver uma pessoa em um navegador antes de continuar. Entre nesta conta em https://mail.google.com, responda ao que pedir e execute de novo; ou entre com OAuth. Mais: { $link }
advice-imap-off = O IMAP está desativado para esta conta. Ative-o nas configurações da caixa de correio ou peça ao administrador. Mais: { $link }
advice-microsoft-no-passwords = A Microsoft não aceita mais senhas por IMAP. Entre com OAuth. Mais: { $link }
advice-microsoft-not-connected = A entrada estava certa, mas não há caixa de correio para este usuário: falta licença, o IMAP está desativado ou ele não tem acesso à caixa compartilhada. Mais: { $link }
advice-not-authorized = Quem entra é conhecido e não tem direito a esta caixa. Quem administra o servidor dá acesso total a ela, ou o nome de usuário é de outra caixa. Mais: { $link }
advice-oauth-client = Compare client_id e client_secret ou o certificado com o que a página do provedor mostra do aplicativo. Um segredo vencido é refeito lá. Mais: { $link }
advice-oauth-consent = Ninguém ainda permitiu ao aplicativo o que ele pede. Execute { login-command } e aceite. Mais: { $link }
advice-oauth-denied = Execute { login-command } de novo e aceite. Se ninguém disse não, foi o provedor: pergunte a quem o administra se esta pessoa pode usar o aplicativo. Mais: { $link }
advice-oauth-device = Execute { login-command } de novo e digite o código novo antes que o prazo acabe. Mais: { $link }
advice-oauth-grant = A entrada guardada, o código ou a senha não vale mais. Execute { login-command }; onde se usa senha ou chave, corrija-a no cofre. Mais: { $link }
advice-oauth-interaction = O provedor quer ver uma pessoa. Execute { login-command }. Mais: { $link }
advice-oauth-later = O problema é do próprio provedor. Tente de novo em alguns minutos. Mais: { $link }
advice-oauth-mode = No provedor, permita ao aplicativo este modo de entrar ou escolha outro modo em auth. Mais: { $link }
advice-oauth-request = O provedor sente falta de algo ou o acha errado. Confira client_id, redirect_uri e scopes com o que está registrado lá. Mais: { $link }
advice-oauth-response-type = No provedor, permita ao aplicativo o fluxo de código (ou, para implicit, tokens da página de entrada). Mais: { $link }
advice-oauth-scope = Compare scopes com o que o provedor conhece e permita-o ao aplicativo lá. Mais: { $link }
advice-oauth-target = O provedor não conhece o serviço a que o token se destina. Compare scopes com a documentação dele. Mais: { $link }
advice-outlook-com-no-passwords = O Outlook.com não aceita mais senhas por IMAP, POP ou SMTP, nem senhas de app. Entre com OAuth: authorization_code ou device_code, com tenant_id: consumers. Mais: { $link }
advice-outlook-com-token = O Outlook.com não aceita o token. Ative IMAP e POP em outlook.com (Configurações, E-mail, Encaminhamento e IMAP), escreva tenant_id: consumers e veja se o nome de usuário é o endereço da própria conta. Mais: { $link }
advice-password-ended = A senha venceu. Troque-a onde a conta é mantida e guarde a nova no cofre. Mais: { $link }
advice-password-refused = Experimente o mesmo nome de usuário e senha no webmail do provedor. Se funcionarem lá, talvez o nome de usuário precise ser o endereço completo, ou o provedor queira senha de app ou OAuth para programas. Mais: { $link }
advice-privacy-required = O servidor não aceita credenciais por uma conexão que outros podem ler. Escreva security: tls, ou starttls. Mais: { $link }
advice-sign-in-later = O servidor não consegue conferir senhas no momento: isso nada diz sobre a sua. Tente mais tarde. Mais: { $link }
advice-token-refused = Veja se o nome de usuário é o endereço da caixa, se o token vem do provedor em que este servidor confia e se scopes cita o que ele quer. carteiro doctor mostra o que o token diz. Mais: { $link }
advice-too-many-connections = Há programas demais conectados a esta caixa de correio. Feche outros programas de e-mail ou espere alguns minutos. Mais: { $link }
advice-yahoo-app-password = O Yahoo aceita aqui uma senha de app, não a da conta. Crie uma em Segurança da conta. Mais: { $link }
advice-yahoo-client = O Yahoo não aceita o ID e o segredo do cliente. Copie os dois de developer.yahoo.com/apps; um cliente que o Yahoo não aprovou para e-mail não serve aqui. Mais: { $link }
advice-yahoo-ended = O Yahoo encerrou a entrada guardada, como faz quando a senha é trocada ou o acesso é removido. Execute { login-command }. Mais: { $link }
advice-yahoo-mail = O Yahoo só dá acesso ao e-mail a clientes que aprovou um a um. Peça acesso ou use basic com uma senha de app, que toda conta pode criar. Mais: { $link }
advice-yahoo-redirect = O URI de redirecionamento não é o do cliente. Em developer.yahoo.com/apps escreva o mesmo que redirect_uri diz, byte por byte; o Yahoo quer https. Mais: { $link }
advice-yahoo-token = O Yahoo não aceita o token para e-mail: o cliente não foi aprovado para IMAP ou o nome de usuário é de outra conta. Uma senha de app com basic funciona para toda conta. Mais: { $link }
token-for-another = O token é para { $audience }, e este servidor só aceita tokens para { $wanted }. Não escreva scopes, para que se peça o que a conexão precisa, e, onde uma pessoa entra, execute { login-command } de novo.
token-for-graph = O token é para o Microsoft Graph, e servidores de e-mail só aceitam os do Exchange. Adicione { $permission } em Permissões de API, de "Office 365 Exchange Online", não escreva scopes na automação e, onde uma pessoa entra, execute { login-command } de novo.
token-no-service-principal = O token está como deve, então falta o direito do aplicativo à caixa de correio, ou ele foi dado a outro ID de objeto. Um administrador executa no PowerShell do Exchange Online: New-ServicePrincipal -AppId '{ $app }' -ObjectId '{ $object }' e depois Add-MailboxPermission -Identity '{ $mailbox }' -User '{ $object }' -AccessRights FullAccess. Este é o ID de objeto do aplicativo empresarial; se Get-ServicePrincipal mostrar outro para o aplicativo, remova-o antes com Remove-ServicePrincipal. Pode levar uma hora.
token-not-yet = Pelo relógio desta máquina ({ DATETIME($now) }), o token só começa em { DATETIME($at) }: o relógio está atrasado. Acerte-o por um servidor de hora.
token-of-somebody-else = { $named ->
    [yes] O token é de { $person }, e a caixa que se abre é { $mailbox }.
   *[no] O token é de outra pessoa, não da caixa que se abre.
} Se for uma caixa de correio compartilhada, um administrador executa no PowerShell do Exchange Online: Add-MailboxPermission -Identity '{ $mailbox }' -User '{ $person }' -AccessRights FullAccess. Senão, corrija o username ou entre como a outra pessoa: { login-command }.
token-over = Pelo relógio desta máquina ({ DATETIME($now) }), o token terminou em { DATETIME($at) }. Se ele acabou de ser emitido, o relógio está adiantado: acerte-o por um servidor de hora.
token-without-role = O token do aplicativo não tem a função { $permission }; tem { $has ->
    [yes] { $found }
   *[no] nenhuma
}. Em Permissões de API do registro do aplicativo, adicione { $permission } de "Office 365 Exchange Online" como permissão de aplicativo e clique em "Conceder consentimento do administrador".
token-without-mailbox-role = O token não traz função de correio, então o aplicativo entra pelo Exchange (RBAC para Aplicativos) ou não entra, e nesta caixa não entrou. Um administrador executa no PowerShell do Exchange Online: Test-ServicePrincipalAuthorization -Identity '{ $object }' -Resource '{ $mailbox }'. Deve mostrar "Application Mail.ReadWrite" e, para enviar, "Application Mail.Send", com InScope True. Onde não mostrar: New-ManagementRoleAssignment -App '{ $object }' -Role 'Application Mail.ReadWrite' -CustomResourceScope 'ESCOPO', com um escopo em que a caixa esteja. Pode levar até duas horas. Uma função do Microsoft Graph no Entra só é necessária onde o aplicativo deve abrir todas as caixas da organização.
token-without-scope = O token não tem a permissão { $permission }; tem { $has ->
    [yes] { $found }
   *[no] nenhuma
}. Em Permissões de API do registro do aplicativo, adicione { $permission } como permissão delegada, não escreva scopes na automação e entre de novo: { login-command }.

# O doutor

doctor-addresses = { $host } é { $addresses }
doctor-capabilities = Oferece { $capabilities }
doctor-capabilities-untold = Não diz o que sabe fazer
doctor-certificate = Certificado para { $names }, emitido por { $issuer }, válido até { DATETIME($until) }, SHA-256 { $fingerprint }
doctor-connected = { $address } aceitou a conexão
doctor-endpoint = Serviço: { $endpoint }
doctor-exchange = { $name }, versão { $build }
doctor-folders = { $count ->
    [one] Uma pasta
   *[other] { $count } pastas
}{ $known ->
    [yes] {"; "}{ $special }
   *[no] {""}
}
doctor-from-variable = { $field } da variável "{ $name }"
doctor-from-vault = { $field } do cofre: { $path }
doctor-greeting = Ele diz: { $text }
doctor-inbox-empty = A caixa de entrada está vazia.
doctor-inbox-only = A caixa de entrada; o POP3 não conhece outra pasta
doctor-missing = Não oferece { $capabilities }: algumas coisas precisam de mais comandos
doctor-newest = A mensagem mais nova da caixa de entrada: "{ $subject }", de { $from }, recebida em { DATETIME($at) }
doctor-no-session = Esta automação não abre nenhuma sessão: não há o que examinar.
doctor-no-such-session = Esta automação não abre nenhuma sessão chamada "{ $session }".
doctor-server = { $host }, porta { $port }, { $security ->
    [tls] TLS desde o início
    [starttls] STARTTLS
   *[none] sem TLS: qualquer um no caminho pode ler
}
doctor-session = Sessão { $session }
doctor-proxy = Pelo proxy { $proxy }
doctor-sends = Envia mensagens de qualquer tamanho; nada foi enviado
doctor-sends-by-itself = O próprio Exchange, pelo mesmo serviço
doctor-sends-up-to = Envia mensagens de até { $size } bytes; nada foi enviado
doctor-signed-in = Entrou por { $mechanism }
doctor-step-connection = Conexão
doctor-step-folders = Pastas
doctor-step-greeting = Saudação
doctor-step-message = Uma mensagem
doctor-step-names = Nome do servidor
doctor-step-sending = Servidor de saída
doctor-step-sign-in = Entrada
doctor-step-tls = TLS
doctor-step-token = Token
doctor-step-values = Valores
doctor-tls = { $version }
doctor-token-allows = Permite { $allowed }
doctor-token-allows-nothing = Não cita nenhuma permissão
doctor-token-application = Aplicativo { $application }
doctor-token-audience = É para { $audience }
doctor-token-issuer = Emitido por { $issuer }
doctor-token-mailbox = É mostrado para abrir a caixa de correio de { $mailbox }
doctor-token-nobody = Ninguém entrou: o aplicativo age por si
doctor-token-opaque = Nada diz de si: só quem o emitiu consegue lê-lo
doctor-token-person = Quem entrou: { $person }
doctor-token-tenant = Diretório { $tenant }
doctor-token-until = Válido até { DATETIME($at) }, daqui a { $minutes ->
    [one] um minuto
   *[other] { $minutes } minutos
}
doctor-typed = { $field } digitado na automação
doctor-without-top = Não oferece TOP: para um cabeçalho é buscada a mensagem inteira
doctor-without-uidl = Não oferece UIDL: as mensagens são distinguidas pelo cabeçalho e pelo tamanho, e para começar são buscados todos os cabeçalhos
doctor-value = { $field }: { $value }
explain-automation = { $file }: { $automation }
explain-sessions = Sessões
explain-session = linha { $line }: { $session }: { $protocol ->
        [pop3] POP3
        [ews] EWS
        [outlook] Microsoft Graph
       *[imap] IMAP
    } em { $host }, porta { $port }, { $security ->
        [tls] TLS desde o início
        [starttls] STARTTLS antes de qualquer outra coisa
       *[none] sem proteção: todos no caminho leem junto
    }
explain-sign-in = Entra com { $mode ->
        [login] a conta da Microsoft que entrou (carteiro login microsoft)
        [basic] usuário e senha
       *[other] OAuth 2.0 ({ $mode })
    }{ $known ->
        [yes] , como { $user }
       *[no] { "" }
    }.
explain-looked-up = A execução pergunta ao domínio onde está o Exchange dele (Autodiscover).
explain-allowed = Não pode fazer mais do que: { $allow }.{ $read_only ->
        [yes] { " " }As pastas são abertas só para leitura.
       *[no] { "" }
    }
explain-sends-by = Envia por { $host }, porta { $port }, { $security ->
        [tls] TLS desde o início
        [starttls] STARTTLS antes de qualquer outra coisa
       *[none] sem proteção: todos no caminho leem junto
    }, { $named ->
        [provider] o servidor deste provedor
       *[written] como diz o arquivo
    }; lá entra { $mode ->
        [none] como na leitura
        [basic] com usuário e senha
       *[other] com OAuth 2.0 ({ $mode })
    }{ $known ->
        [yes] , como { $user }
       *[no] { "" }
    }.
explain-sends-later = Envia pelo servidor do provedor, quando a execução souber onde os e-mails são lidos. Se não for um provedor conhecido, não há servidor de saída e o envio falha.
explain-sends-nowhere = Não tem servidor de saída: o envio falha. Indique um em outgoing:.
explain-sends-itself = Envia por si mesmo: o Exchange recebe a mensagem pelo mesmo serviço e guarda uma cópia entre as enviadas.
explain-look = linha { $line }: { $action }: { $folder }{ $recursive ->
        [yes] { " " }e as pastas abaixo dela
       *[no] { "" }
    } em { $session }
explain-which = { $order ->
        [newest_first] As mais novas primeiro
       *[oldest_first] As mais antigas primeiro
    }{ $limited ->
        [yes] , no máximo { $limit }
       *[no] { "" }
    }.
explain-once = Mensagens que uma execução anterior já concluiu são puladas: { $protocol ->
        [pop3] pelos seus nomes (UIDL), antes de buscar qualquer coisa delas, ou pelo cabeçalho quando os nomes não são conhecidos.
        [ews] pelos nomes (ItemId), antes de buscar qualquer coisa delas, ou pelos cabeçalhos onde os nomes não são conhecidos.
        [outlook] pelos nomes (id), antes de buscar qualquer coisa delas, ou pelos cabeçalhos onde os nomes não são conhecidos.
       *[imap] pelos seus números, antes de buscar qualquer coisa delas, ou pelo cabeçalho quando os números não são conhecidos.
    }
explain-arriving = { $any ->
        [yes] Procura a última que chegou e depois espera pelo que chegar.
       *[no] Espera pelo que chegar a partir de agora.
    } { $protocol ->
        [pop3] De tempos em tempos lista o que há e examina o que é novo.
        [outlook] De tempos em tempos, pergunta o que mudou (delta) e examina o que é novo.
        [ews] O servidor avisa o que chegou (notificações).
       *[imap] Sempre que algo chega, pesquisa.
    }
explain-asked = { $protocol ->
        [pop3] Ao servidor é pedido tudo o que há ({ $asked }), e ele não pesquisa nada. Toda condição é verificada aqui:
       *[imap] Ao servidor é pedido: { $asked }
    }
explain-condition = { $written }{ $implied ->
        [yes] { " " }(a menos que o arquivo diga mais)
       *[no] { "" }
    } — { $decided ->
        [server] o servidor decide
        [always] vale para toda mensagem
        [both] o servidor reduz, o resto é decidido aqui
        [marks] decidido aqui pelo que foi marcado, antes de buscar qualquer coisa
       *[here] decidido aqui
    }{ $why ->
        [text] : cada servidor pesquisa textos à sua maneira
        [days] : servidores só conhecem dias, no fuso horário deles; um dia é somado de cada lado
        [structure] : não há pesquisa pelas partes de uma mensagem
        [class] : não há pesquisa pela finalidade de uma mensagem
        [large] : nenhuma pesquisa conhece tamanhos a partir de 4 GiB
        [alternative] : o servidor teria que decidir cada uma das alternativas
        [opposite] : o servidor não decide tudo o que é excluído, e descartaria demais
       *[none] { "" }
    }{ $large ->
        [yes] ; a partir de 4 GiB, decidido aqui
       *[no] { "" }
    }
explain-counted = O servidor diz o número; nenhuma mensagem é examinada.
explain-fetched = O que é buscado:
explain-read = { $of ->
        [found] de todas que o servidor encontra
        [listed] de todas que há
        [left] de todas que as marcas não descartam
        [arrived] do que chegou e é encontrado
        [enough] do que o servidor encontra, até haver o bastante
        [some] do que há, até haver o bastante
        [open] daquelas que o cabeçalho deixa em aberto
        [still_open] daquelas que ainda estão em aberto
       *[meant] daquelas que correspondem
    }: { $what }{ $told ->
        [yes] , por causa de { $because }
       *[no] { "" }
    }
explain-what = { $what ->
        [header] o cabeçalho (marcas, data, tamanho, pessoas, assunto)
        [top] o cabeçalho (TOP)
        [item] o cabeçalho (GetItem: marcas, data, tamanho, pessoas, assunto)
        [mime] a mensagem inteira (MimeContent)
        [retr] a mensagem inteira (RETR)
        [all_headers] todos os campos do cabeçalho
        [structure] que partes existem
        [text] o texto
        [purpose] o convite, a confirmação ou a devolução nela
       *[content] a mensagem inteira
    }
explain-fields = os campos { $fields } do cabeçalho
explain-because = { $name }{ $known ->
        [yes] { " " }na linha { $line }
       *[no] { "" }
    }
explain-whole-anyway = A mensagem inteira { $text ->
        [yes] em vez disso quando tem até { $kib } KiB e o texto é preciso, e
       *[no] em vez disso
    } quando o servidor não informa bem as partes ou há algo empacotado em um winmail.dat.
explain-in-parts = De uma mensagem acima de { $kib } KiB, só as partes que algum passo salva, quando isso poupa muito.
explain-body = { $most ->
        [1] Uma mensagem depois da outra
       *[other] Até { $most } mensagens ao mesmo tempo
    }{ $stops ->
        [yes] ; a primeira que falhar encerra a execução
       *[no] { "" }
    }.
explain-turn = linha { $line }: { $action }: { $how ->
        [waits] espera a sua vez, na ordem das mensagens
        [joined] ao mesmo tempo; o que espera junto vai em um só comando
       *[overlaps] ao mesmo tempo
    }
explain-together = Alteradas juntas, até { $most } por vez.
explain-one-by-one = Uma mensagem depois da outra.
explain-changes = O que pode alterar
explain-changes-nothing = Não altera nada fora dela.
explain-change = linha { $line }: { $what }{ $held ->
        [at_the_end] , quando a sessão terminar
        [here] , guardado aqui para esta conta
       *[mailbox] { "" }
    }{ $known ->
        [yes] { " " }({ $session })
       *[no] { "" }
    }{ $times ->
        [message] , para cada mensagem
        [value] , para cada valor
       *[once] { "" }
    }
explain-moves = move e-mails para { $folder }
explain-copies = copia e-mails para { $folder }
explain-deletes = { $permanently ->
        [yes] exclui e-mails de vez
       *[no] põe e-mails na lixeira
    }
explain-marks = marca cada mensagem como { $marks }
explain-stores = { $given ->
        [yes] guarda uma mensagem em { $folder }
       *[no] guarda uma cópia na pasta de enviados, a menos que o servidor o faça
    }
explain-sends = { $how ->
        [reply] responde a quem escreveu uma mensagem
        [reply_all] responde a todos que receberam uma mensagem
        [forward] encaminha uma mensagem
        [draft] envia um rascunho a quem ele indica
       *[send] envia uma mensagem
    }{ $known ->
        [yes] { " " }para { $to }
       *[no] { "" }
    }
explain-junks = { $junk ->
        [yes] move mensagens para o lixo eletrônico
       *[no] traz mensagens do lixo eletrônico de volta à caixa de entrada
    }
explain-drafts = escreve um rascunho { $given ->
        [yes] em { $folder }
       *[no] na pasta de rascunhos
    }
explain-makes-folder = cria a pasta { $folder } onde ela falta
explain-renames-folder = renomeia a pasta { $folder } para { $to }
explain-deletes-folder = exclui a pasta { $folder }{ $empty ->
        [yes] , só se estiver vazia
       *[no] { " " }com todas as mensagens nela
    }
explain-asks = envia uma requisição { $method } a { $host }
explain-appends = acrescenta linhas ao arquivo { $file }
explain-saves = salva arquivos em { $folder }{ $overwrites ->
        [yes] , no lugar dos que têm o mesmo nome
       *[no] { "" }
    }
explain-runs = executa a automação { $file }
explain-pop3-headers = O POP3 entrega cabeçalhos (TOP) ou mensagens inteiras (RETR), e nada entre os dois. Sem TOP, o cabeçalho vem com a mensagem inteira.
explain-pop3-marks = O POP3 não guarda marcas. O que foi lido é guardado para esta conta na pasta de dados, para todas as automações.
explain-pop3-names = Sem UIDL, uma mensagem é conhecida pelo cabeçalho e pelo tamanho: para começar, são buscados os cabeçalhos de todas as mensagens.
explain-pop3-removes = O POP3 remove quando uma sessão termina em ordem (QUIT): ao desconectar, no fim da execução, a cada 100 mensagens e antes de procurar e-mails novos. Depois de uma conexão interrompida, as mensagens são excluídas de novo na sessão seguinte.
explain-pop3-sends = O POP3 não tem pasta de enviados nem marcas do que foi respondido: nada disso é guardado, a menos que o servidor de saída guarde cópias por si.
explain-pop3-waits = Uma sessão de POP3 não vê e-mails novos: enquanto espera, entra de novo a cada minuto.
explain-varies = O que depende do servidor
explain-varies-move = Sem MOVE, mover é copiar e remover os originais como em uma exclusão definitiva.
explain-varies-remove = Sem UIDPLUS, o que é excluído de vez fica marcado como excluído até a caixa ser expurgada.
explain-varies-roles = A lixeira e as pastas de rascunhos, de enviados e de lixo eletrônico são as que o servidor indica como tais; sem uma delas a etapa falha, menos a cópia do que foi enviado: a execução avisa que não há.
explain-varies-recursive = Das pastas abaixo, as de rascunhos, enviados e lixo eletrônico, a lixeira e as visões de tudo ou do sinalizado ficam de fora onde o servidor diz o que são.
explain-varies-count = Sem ESEARCH, os números das mensagens vêm todos e são contados aqui.
explain-varies-watch = O servidor avisa de e-mails novos (IDLE), em uma conexão própria; sem isso, é perguntado a cada minuto.

# Exchange Web Services
ews-busy = O Exchange está ocupado e pede para ser deixado em paz por um tempo.
ews-changed = A mensagem foi alterada por outra pessoa nesse meio-tempo.
ews-connection = Não é possível usar TLS nesta máquina.
ews-content = O Exchange não consegue formar uma mensagem com o que tem, ou com o que recebeu.
ews-credential-characters = O nome de usuário ou a senha tem caracteres que não podem ser mostrados a um servidor: no nome de usuário, dois-pontos; nos dois, uma quebra de linha.
ews-forbidden = O Exchange não deixa este aplicativo entrar, ou não nesta caixa de correio.
ews-in-the-clear = O endereço do serviço começa com http:, e a senha ou o token viajaria às claras. Escreva https:.
ews-moved = Não há Exchange Web Services neste endereço; o servidor aponta para { $to }. Escreva esse como endpoint, se for seu.
ews-no-mailbox = O Exchange não conhece nenhuma caixa de correio com este endereço.
ews-nonsense = O que o servidor responde não é nada que o Exchange Web Services responda.
ews-not-found = O Exchange não encontra o que foi pedido.
ews-not-here = Não há Exchange Web Services neste endereço.
ews-not-offered = O servidor não aceita { $mechanism }. Ele oferece: { $offered }. Escolha outro modo de autenticação.
ews-ntlm-broken = O servidor encerra cada conexão antes que a entrada por NTLM termine. Algo entre aqui e o servidor, como um proxy, pode não manter conexões.
ews-silent = { $host } ficou { $seconds } s em silêncio.
ews-version = O servidor não conhece esta versão do Exchange Web Services, ou nada do que foi pedido nela.
ews-version-refused = O servidor ({ $server }) não fala { $version }. Deixe version de fora: assim é usada a mais nova que ele fala.
autodiscover-cloud = Esta caixa de correio está no Microsoft 365, como mostra { $host }, e o que esta sessão apresentaria não é aceito lá. Escreva domain: smtp.office365.com e entre por authorization_code, device_code ou client_credentials com provider: microsoft.
autodiscover-elsewhere = O Exchange de { $domain } aponta para { $to }, que não é desse domínio, e uma senha ou um token não é mostrado a nenhum outro. Se for seu, escreva-o como endpoint, por exemplo https://mail.example.org/EWS/Exchange.asmx.
autodiscover-nothing = Ninguém diz onde está o Exchange de { $domain } (Autodiscover). Escreva o endpoint que quem o administra informar: https://mail.example.org/EWS/Exchange.asmx, ou o domínio do servidor.
autodiscover-refused = O Exchange de { $domain } não aceita este nome de usuário com esta senha ou este token (Autodiscover). Confira os dois. O nome de usuário pode ter de ser DOMÍNIO\usuário em vez de um endereço; nesse caso, escreva também o endpoint.

# Microsoft Graph
graph-account-blocked = O Exchange não deixa mais esta conta enviar nada: ela foi bloqueada por ter enviado demais, ou o que parecia indesejado.
graph-attachment-too-large = O anexo { $name } tem { $size } bytes. O Microsoft Graph aceita no máximo { $limit }.
graph-busy = A Microsoft pede para ser deixada em paz por um tempo: pediu-se muito desta caixa de correio, ou ela está sendo movida ou fora do ar agora.
graph-changed = A mensagem foi alterada por outra pessoa nesse meio-tempo.
graph-connection = Não é possível usar TLS nesta máquina.
graph-content = O Exchange não consegue formar uma mensagem com o que tem, ou com o que recebeu.
graph-daily-limit = Esta caixa de correio já enviou tantas mensagens quantas o Exchange permite por dia, ou a tantos destinatários. Esta mensagem não foi enviada, e nenhuma será até que passe um dia desde a primeira delas: execute a automação de novo então.
graph-denied = O Microsoft Graph não deixa este aplicativo, ou quem entrou, fazer isso nesta caixa de correio.
graph-in-the-clear = O endereço do Microsoft Graph começa com http:, e o token viajaria às claras. Escreva https:.
graph-mailbox-elsewhere = O Microsoft Graph não alcança esta caixa de correio: ela está em um Exchange próprio, ou não tem licença, ou não está ativa. Um Exchange próprio é alcançado por ews.
graph-message-too-large = A mensagem com seus anexos tem { $size } bytes. O Exchange aceita no máximo { $limit }.
graph-moved = Não há Microsoft Graph neste endereço; o servidor aponta para { $known ->
    [yes] { $to }
   *[no] outro lugar
}.
graph-needs-mailbox = Um aplicativo que entra por si mesmo não tem caixa de correio própria. Informe a caixa de correio.
graph-needs-write = A mensagem tem mais de 3 MB e sai por um rascunho, o que exige a permissão Mail.ReadWrite; o token não a tem. Inclua-a no registro do aplicativo, peça o consentimento e entre de novo.
graph-no-mailbox = O Microsoft 365 não conhece nenhuma caixa de correio com este endereço, ou nenhuma nesta nuvem.
graph-nonsense = O que o servidor responde não é nada que o Microsoft Graph responda.
graph-not-found = O Microsoft Graph não encontra o que foi pedido.
graph-perhaps-sent = Ninguém sabe se o Exchange enviou a mensagem. Ela não está entre os enviados; talvez ainda esteja em Rascunhos, de onde sai se alguém a enviar.
graph-rest-too-large = Sem os anexos, a mensagem ainda tem { $size } bytes, ou o que é grande nela está assinado ou cifrado e não pode ser separado. O Microsoft Graph aceita no máximo { $limit }.
graph-send-as = O Exchange não deixa esta conta enviar como o endereço em From. Um administrador concede "Enviar como" ou "Enviar em nome de" para ele, o que pode levar uma hora para valer.
graph-shared-upload = A Microsoft recusa anexos de 3 MB ou mais na caixa de outra pessoa a quem entra como pessoa. Envie a mensagem da sua própria caixa, com o endereço compartilhado no From, ou entre como aplicativo com client_credentials.
graph-silent = { $host } ficou { $seconds } s em silêncio.
graph-token-characters = O token tem caracteres que não podem ser mostrados a um servidor.
graph-tokens-only = O Microsoft Graph não aceita senhas. Entre por authorization_code, device_code ou client_credentials com provider: microsoft.
graph-too-large = O Exchange não aceita mensagem deste tamanho. A maioria das organizações permite 35 MB; um administrador pode permitir até 150 MB.
graph-unsupported = O Microsoft Graph não faz isso nesta nuvem.

## O banco de dados
database-address = Isto não é o endereço de um banco de dados. Escreva sqlite:ARQUIVO ou postgres://usuário:senha@servidor/nome.
database-busy = O banco de dados está ocupado demais. Tente de novo em instantes.
database-changed = O banco de dados não está como esta versão do Carteiro o deixou: alguém mudou suas tabelas, ou uma mudança foi interrompida. Restaure um backup.
database-denied = O banco de dados em { $at } não deixa o Carteiro entrar: o usuário ou a senha é outro.
database-exists = Isso já existe.
database-full = O banco de dados está cheio: não há espaço no disco.
database-gone = Aquilo a que isto se refere não existe mais.
database-lost = A conexão com o banco de dados caiu.
database-migration = Não foi possível atualizar o banco de dados. Nada se perdeu: ele está como antes.
database-missing = Não há um banco de dados com esse nome em { $at }. Crie-o primeiro.
database-newer = Uma versão mais nova do Carteiro usou este banco de dados. Inicie essa versão, ou restaure um backup de antes.
database-unreachable = Não foi possível abrir o banco de dados { $at }.

## O que sela os segredos
seal-damaged = Não foi possível abrir o segredo { $name }: está danificado, ou foi posto no lugar de outro. Salve-o de novo.
seal-key-form = Isto não é uma chave-mestra: ela tem 32 bytes em Base64, como carteiro key export a escreve.
seal-wrong-key = O banco de dados foi selado com outra chave-mestra. Inicie com a chave que pertence a ele; nada foi mudado.

## Quem pode entrar
name-illegal = Um nome é uma linha de 1 a 200 caracteres.
password-length = Uma senha tem no mínimo { $shortest } caracteres, e no máximo { $longest }.
permission-edit-automations = Editar automações
permission-manage-connections = Gerenciar conexões
permission-manage-lockers = Gerenciar cofres
permission-manage-people = Gerenciar pessoas
permission-manage-settings = Gerenciar configurações
permission-missing = Isto exige a permissão "{ $permission }". Peça a um administrador um papel que a tenha.
permission-run-automations = Executar automações
permission-view-audit = Exibir o log de auditoria
permission-view-automations = Exibir automações
permission-view-connections = Exibir conexões
permission-view-metrics = Exibir métricas
permission-view-others-runs = Exibir execuções de outros
person-disabled = { $name } não pode mais entrar. Quem administra pode deixar entrar de novo.
person-exists = Já existe alguém chamado { $name }.
person-last = É preciso que reste alguém que gerencie pessoas. Dê antes a outra pessoa um papel com essa permissão.
person-missing = Não há ninguém assim.
role-administrator = Administradores
role-exists = Já existe um papel chamado { $name }.
role-missing = Esse papel não existe.
session-missing-here = Essa sessão não existe: talvez tenha terminado.
setup-done = Já existe um administrador. Entre.
setup-token = O token de configuração é outro. Ele foi impresso onde o Carteiro foi iniciado por último.
sign-in-locked = Senhas erradas demais. Espere um pouco e tente de novo.
sign-in-wrong = O nome ou a senha está errado.

## Pedidos
request-form = O pedido não foi entendido: { $error }.
request-from-elsewhere = O pedido vem de outro site.
request-no-json = O pedido precisa ser JSON, com Content-Type: application/json.
request-too-large = O pedido é grande demais.
route-method = Este endereço não conhece esse método.
route-missing = Não há nada neste endereço.
sign-in-first = Entre primeiro.

## carteiro serve
serve-tls = Os certificados ou a chave deles não podem ser usados. Ambos estão em PEM, com o certificado do servidor primeiro.
ui-serve-ask-name = Ainda não há administrador. O nome dele (vazio: criar depois, por um token):
ui-serve-ask-password = Uma senha de no mínimo 12 caracteres:
ui-serve-file = Não foi possível ler { $file }.
ui-serve-here = A Control Room está em { $url }. Ctrl-C a encerra.
ui-serve-port = Não é possível escutar em { $address }.
ui-serve-set-up =
    Ainda não há administrador. Quem abrir este endereço será o administrador:
    { $url }/set-up#{ $token }
    ou, sem navegador:
    curl { $url }/api/setup -H 'Content-Type: application/json' -d '{"{"}"token": "{ $token }", "name": "…", "password": "…"{"}"}'

## Audit log, settings, pages
audit-person-added = { $name } pode entrar agora.
audit-person-disabled = { $name } não pode mais entrar.
audit-person-email = O endereço de e-mail de { $name } foi alterado.
audit-person-enabled = { $name } pode entrar de novo.
audit-person-password = { $name } recebeu outra senha.
audit-request-refused = { $method } { $path } foi recusado.
audit-role-added = O papel { $name } foi criado. Ele permite: { $permissions }
audit-role-changed = O papel { $name } foi alterado. Ele permite: { $permissions }
audit-role-given = { $name } recebeu o papel { $role }.
audit-role-removed = O papel { $name } foi removido.
audit-role-taken = O papel { $role } foi tirado de { $name }.
audit-session-revoked = Uma sessão foi encerrada.
audit-set-up = { $name } tornou-se a primeira pessoa a administrar.
audit-settings = As configurações foram alteradas: { $settings }
audit-sign-in = { $name } entra.
audit-sign-out = { $name } saiu.
page-cursor = O cursor não é desta lista. Peça sem cursor para receber a primeira página.
person-email = "{ $found }" não é um endereço de e-mail: escreva como ana@example.org.
version-changed = Alguém o alterou nesse meio-tempo. Veja como está agora e altere isso.
version-wanted = O pedido tem de dizer qual versão altera, em If-Match: o ETag do que foi lido.



## Getting in: second factor, single sign-on, API tokens, keys, backup
api-token-many = Ninguém tem mais de { $most } tokens de API. Revogue um que não seja mais necessário.
api-token-missing = Não há esse token de API: pode ter sido revogado.
api-token-time = Um token de API vale até um momento que ainda virá, e por um ano no máximo.
api-token-unknown = Isto não é um token de API, ou não é mais: terminou ou foi revogado. Crie outro na Control Room.
audit-api-token-made = O token de API { $name } foi criado e vale até { DATETIME($until) }. Ele permite: { $permissions }
audit-api-token-revoked = O token de API { $name } foi revogado.
audit-key-data = Uma nova chave de dados foi criada.
audit-key-exported = A chave-mestra foi exportada.
audit-key-master = A chave-mestra foi trocada.
audit-person-renamed = { $before } agora se chama { $name }.
audit-recovery-code-used = Um código de recuperação foi usado.
audit-recovery-codes = { $name } tem novos códigos de recuperação.
audit-second-factor-off = O segundo fator de { $name } foi desligado.
audit-second-factor-on = { $name } ligou um segundo fator.
audit-sessions-revoked = Todas as sessões de { $name } foram encerradas.
audit-sso-added = Agora se pode entrar por { $name } ({ $issuer }).
audit-sso-changed = A entrada por { $name } ({ $issuer }) foi alterada.
audit-sso-last = { $name } mantém o papel { $role }, quaisquer que sejam os grupos: mais ninguém gerenciaria pessoas.
audit-sso-linked = { $name } agora entra por { $provider }, como { $subject }.
audit-sso-made = { $name } veio por { $provider } pela primeira vez.
audit-sso-removed = Ninguém mais entra por { $name }.
audit-sso-sign-in = { $name } entra por { $provider }.
audit-sso-unlinked = { $name } não entra mais por { $provider }.
backup-damaged = A cópia de segurança está danificada, cortada ou alterada, como mostra a linha { $line }. Nada foi restaurado. Use outra cópia.
backup-elsewhere = As tabelas deste banco de dados são mais novas que as da cópia. Restaure-a em um banco que ainda não exista: ele é então atualizado.
backup-newer = A cópia de segurança foi escrita por uma versão mais nova do Carteiro ({ $version }). Restaure-a com essa versão.
backup-none = Isto não é uma cópia de segurança do Carteiro.
backup-not-empty = Já há algo neste banco de dados, na tabela { $table }. Uma cópia só é restaurada em um banco vazio.
backup-nothing = Não há nada neste banco de dados para copiar: ele ainda não tem tabelas.
backup-row-long = Uma linha do banco de dados tem mais de { $most } bytes e não pode ser copiada.
backup-unread = A cópia de segurança não pode ser lida.
backup-unwritten = A cópia de segurança não pode ser escrita.
proof-one = Informe a sua senha ou um código do seu segundo fator: um dos dois.
proof-wrong = A senha ou o código está errado.
request-too-often = Vieram pedidos demais de lá. Espere um momento e tente de novo.
seal-key-missing = A chave-mestra deste banco de dados não está aqui: falta { $file }. Ponha-a de volta, por carteiro key import ou de uma cópia da pasta, ou informe-a em CARTEIRO_MASTER_KEY. Nenhuma outra foi criada: não abriria nada.
seal-key-there = Já há uma chave-mestra aqui, e nada no banco de dados que diga qual é a certa. Nada foi mudado.
seal-source-credential = a credencial carteiro-master-key do systemd
seal-source-file = o arquivo { $file }
seal-source-passphrase = a frase secreta em CARTEIRO_PASSPHRASE, com { $file }
seal-source-variable = a variável CARTEIRO_MASTER_KEY
second-factor-missing = Nenhum segundo fator está ligado.
second-factor-there = Já há um segundo fator. Desligue-o primeiro para começar com outro aplicativo.
second-factor-wrong = Não é isto que o aplicativo mostra agora. Veja se o relógio do telefone está certo e digite o código que ele mostra agora.
session-wanted = Um programa com um token de API não pode fazer isto. Entre em um navegador.
sign-in-code-wanted = A senha está certa. Agora o código que o seu aplicativo mostra, ou um código de recuperação.
sign-in-code-wrong = O código está errado ou já foi usado. Espere pelo próximo.
sso-attempt = Esta entrada não começou neste navegador, já foi concluída, ou levou mais de dez minutos. Comece de novo.
sso-clear = O provedor quer ser consultado em { $url }, que outros podem escutar. Os endereços dele têm de começar com https:.
sso-code-refused = O provedor não aceita que você venha de lá. Comece de novo; se não ajudar, o nome do cliente ou o segredo dele está errado.
sso-discovery = O que { $name } diz de si não é compreendido. Veja se o emissor está escrito como o provedor o escreve.
sso-exists = Já há um provedor chamado { $name }.
sso-issuer = { $issuer } não é um emissor: ele é um endereço como https://login.example.org, como o provedor o informa.
sso-linked = Alguém já entra assim por lá, ou esta pessoa entra com outro nome.
sso-many-groups = O provedor diz que você está em grupos demais para informá-los em { $claim }. Quem administra faz com que ele informe só os que importam aqui.
sso-missing = Não há essa entrada.
sso-no-name = O provedor não diz quem você é: { $claim } falta no que ele informa, ou não é um nome.
sso-nonsense = O que o provedor responde não é compreendido.
sso-refused = { $name } não deixou você entrar: { $error }
sso-taken = Já há alguém chamado { $name } aqui. Se for você, entre com a sua senha e vincule { $provider } no seu perfil, ou peça a quem administra.
sso-token = O que o provedor diz de você não foi assinado por ele, não é para esta Control Room ou esta entrada, ou não vale mais. Comece de novo.
sso-unknown = { $name } não é conhecido aqui. Peça a quem administra para deixar você entrar.
sso-unreachable = { $host } não pode ser alcançado.
sso-unverified = O provedor não garante o endereço { $name }. Confirme-o lá primeiro.
sso-word = "{ $word }" não é um nome que um provedor conheça: está vazio, tem um espaço, ou é longo demais.
ui-db-backed-up = { $rows } linhas estão em { $file }.
ui-db-file = { $file } não pode ser escrito. Um arquivo que já existe nunca é sobrescrito.
ui-db-key-wanted = O que está selado nele abre com a chave-mestra do banco de dados que foi copiado: ponha-a no lugar com carteiro key import.
ui-db-migrated = Feito: { $change }
ui-db-missing = Não há banco de dados em { $file }.
ui-db-no-key = A chave-mestra não está nela, e sem a chave nada do que está selado pode ser aberto. Guarde-a em outro lugar: carteiro key export
ui-db-restored = { $rows } linhas de { $made } foram restauradas em { $at }.
ui-db-up-to-date = O banco de dados está atualizado.
ui-key-ask-again = Mais uma vez:
ui-key-ask-export = Quem vê a chave-mestra e o banco de dados lê todos os segredos. Mostrá-la aqui? (s/N)
ui-key-ask-import = A chave-mestra:
ui-key-ask-passphrase = A nova frase secreta:
ui-key-data = Há uma nova chave de dados: ela sela a partir do próximo início, e o que foi selado antes abre como sempre. Onde vários processos usam o mesmo banco de dados, reinicie todos.
ui-key-differs = As duas são diferentes.
ui-key-elsewhere = A chave-mestra vai para um arquivo ou outro programa, não para um terminal. Cuide para que mais ninguém a leia lá.
ui-key-imported = A chave-mestra está agora em { $folder } e abre o banco de dados.
ui-key-keep = Esta é a nova chave-mestra. Ponha-a onde estava a antiga antes de continuar: depois disso, com a antiga nada mais abre.
ui-key-kept = Ela está no lugar? (s/N)
ui-key-master = As chaves de dados estão agora seladas com uma nova chave-mestra ({ $key }). A antiga não abre mais este banco de dados, só cópias de antes. Processos em execução continuam.
ui-key-not-told = Nada foi mostrado. Em um terminal se pergunta; em um script, informe --yes.
ui-key-unchanged = A chave-mestra não foi trocada.
ui-key-unheard = Não foi possível dizer a nova chave a ninguém, por isso nada foi mudado: { $error }
ui-key-unused = Mas ela não é usada: { $key } vem antes do arquivo.
ui-serve-key = A chave-mestra vem de: { $key }.
ui-users-no-password = É preciso uma senha: digite-a ou envie-a como uma linha à entrada padrão.
ui-users-no-role = Não há papel chamado { $role }. Há: { $known }
ui-users-one = { $name } · { $count ->
    [0] nenhum papel
   *[other] { $roles }
}{ $factor ->
    [yes] {" "}· segundo fator
   *[no] {""}
}{ $disabled ->
    [yes] {" "}· não pode entrar
   *[no] {""}
}
ui-users-token = { $id } · { $name } · { $scopes } · até { $until } · { $known ->
    [yes] usado pela última vez em { $used }
   *[no] nunca usado
}
ui-users-token-revoked = O token de API não vale mais nada.


## Vault
allowed-host-form = "{ $found }" não é um servidor: escreva um, como mail.example.org, ou *.example.org para todos abaixo dele.
audit-credential-added = A credencial { $path } foi criada. Ela pode ir a: { $bound ->
        [yes] { $hosts }
       *[no] qualquer servidor
    }
audit-credential-changed = A credencial { $path } foi alterada. Ela pode ir a: { $bound ->
        [yes] { $hosts }
       *[no] qualquer servidor
    }
audit-credential-given = { $name } recebeu um valor próprio para { $path }.
audit-credential-read = { $path } é lido em { $run }.
audit-credential-removed = A credencial { $path } foi removida com os seus valores.
audit-credential-taken-back = O valor que { $name } tinha para { $path } foi removido.
audit-credential-value = { $path } tem outro valor.
audit-credential-value-removed = O valor de { $path } foi removido.
audit-credential-value-restored = { $path } tem de novo o seu valor número { $number }.
audit-locker-added = O cofre { $name } foi criado.
audit-locker-changed = O cofre { $name } tem outra descrição.
audit-locker-person = { $name } agora é { $standing ->
        [owner] proprietário
        [manager] gerente
       *[participant] participante
    } do cofre { $locker }.
audit-locker-person-removed = { $name } não está mais no cofre { $locker }.
audit-locker-removed = O cofre { $name } foi removido com { $count } { $count ->
        [one] credencial
       *[other] credenciais
    }.
audit-locker-role = Quem tem a função { $role } agora usa o cofre { $locker }.
audit-locker-role-removed = Quem tem a função { $role } não usa mais o cofre { $locker }.
credential-attributes = Uma credencial tem de 1 a { $most } atributos, cada um com um nome próprio.
credential-denied = Quem gerencia o cofre { $locker } altera { $path }, e também quem a criou, enquanto participa dele.
credential-empty = { $path } ainda não tem valor. Quem gerencia o cofre informa um, ou: carteiro credentials set { $path }
credential-exists = Já existe uma credencial { $path }.
credential-gone = Não existe tal credencial ou atributo, ou não está em nenhum cofre seu.
credential-hosts = São servidores demais: no máximo { $longest } caracteres.
credential-no-version = Não há valor número { $number }: os dez últimos são guardados.
credential-not-for = { $name } não tem a credencial { $path }: ela não existe, ou o cofre { $locker } não é dessa pessoa. Quem gerencia esse cofre pode deixá-la entrar, ou uma função dela.
credential-not-given = { $name } ainda não informou um valor para { $path }. Faz-se isso em "Minhas credenciais", ou, com a chave: carteiro credentials set { $path } --person { $name }
credential-nowhere = Não há { $path } no cofre de credenciais. Compare os nomes, ou guarde-o: carteiro credentials set { $path }
credential-of-whom = Cada pessoa informa um valor próprio para { $path }, e não se diz por quem isto é executado. Diga por quem.
credential-other-host = A credencial { $path } não pode ir a { $host }, só a { $hosts }. Nada foi enviado. Compare o nome do servidor, ou peça a quem gerencia a credencial que permita este.
credential-own-denied = Cada pessoa informa este valor por si mesma.
credential-read-along = O proxy { $host } poderia ler a credencial { $path }, que só pode ir a { $hosts }: sem security: tls ou starttls, ou com ca_file ou fingerprint, ninguém mais garante o servidor atrás dele. Peça a quem gerencia a credencial que permita o proxy, ou deixe isso de fora.
credential-standard = { $attribute } tem um só valor para todos: quem gerencia a credencial o informa.
credential-user-provided = Cada pessoa informa um valor próprio para { $attribute }, em "Minhas credenciais".
import-user-provided = Cada pessoa informa um valor próprio para { $path }. Diga de quem é: carteiro credentials set { $path } --person NOME
import-value = O valor de { $path } está vazio ou passa de 64 KiB. Nada foi importado.
locker-consumer-role = Consome-se por uma função: dê à pessoa uma que use o cofre.
locker-denied = No cofre { $locker }, isto cabe a { $standing ->
        [owner] um proprietário. Os proprietários dele podem torná-lo um
        [manager] um gerente. Os proprietários dele podem torná-lo um
       *[participant] um participante. Quem o gerencia pode torná-lo um
    }.
locker-exists = Já existe um cofre chamado { $name }.
locker-last-owner = O cofre precisa manter um proprietário que possa entrar. Torne antes outra pessoa proprietária.
locker-missing = Não existe tal cofre, ou você não está nele.
vault-description = Uma descrição tem no máximo { $longest } caracteres, sem caracteres de controle.
vault-name = "{ $found }" não serve de nome aqui: escreva a-z, 0-9, _ e -, no máximo { $longest }.
vault-value = Um valor tem pelo menos um byte e no máximo { $largest } KiB.



## Connections
audit-connection-added = A conexão { $name } ({ $provider }) foi criada.
audit-connection-changed = A conexão { $name } foi alterada.
audit-connection-needs-sign-in = Alguém precisa entrar de novo na conexão { $name } ({ $why }).
audit-connection-removed = A conexão { $name } foi removida.
audit-connection-sign-in-failed = A entrada na conexão { $name } falhou ({ $why }).
audit-connection-sign-in-refused = Uma entrada foi respondida em outra sessão que não a que a iniciou.
audit-connection-signed-in = { $account } entrou na conexão { $name }.
audit-connection-signed-out = { $account } saiu da conexão { $name }.
audit-connection-tested = A conexão { $name } foi testada.
audit-connection-used = A execução { $run } usa a conexão { $name } em { $host }.
audit-notice-automation = Os avisos saem por e-mail pela versão { $version } da automação { $path }, em nome de { $person }.
audit-notice-automation-removed = Os avisos não saem mais por e-mail.
audit-notice-secret = Foi definido com que os avisos são assinados.
audit-notice-secret-removed = Os avisos não são mais assinados.
connection-addresses-known = Os endereços de { $provider } são conhecidos: deixe de fora issuer, authorization_url, token_url e device_url, ou escolha custom.
connection-as-user = Na conexão { $name } cada pessoa entra por si. Diga por quem: --as NOME.
connection-attempt-over = Esta tentativa de entrar terminou: demorou demais, ou a conexão mudou desde então. Comece de novo.
connection-attempt-used = Esta tentativa de entrar já foi respondida. Comece de novo.
connection-awaited = Outro processo está pedindo o próximo token da conexão { $name } e não voltou. Tente de novo em um minuto.
connection-certificate-ended = O certificado terminou em { DATETIME($day) }. Envie um novo aqui e ao provedor.
connection-certificate-ends = O certificado termina em { DATETIME($day) }.
connection-client-missing = Falta o ID do cliente: como o provedor chama o aplicativo.
connection-default-custom = Um provedor personalizado não tem padrão: as automações dizem o nome da conexão.
connection-ended = O acesso terminou e não trouxe nada que dure mais. Entre de novo; peça o escopo offline_access, onde o provedor o conhece.
connection-exists = Já existe uma conexão chamada { $name }.
connection-fails = Da última vez não houve token. Uma nova tentativa é feita em instantes.
connection-host = "{ $found }" não é um servidor. Escreva só o nome, como imap.example.org: sem porta, sem endereço, sem *.
connection-hosts-known = Já se sabe a quem mostrar os tokens de { $provider }: deixe allowed_hosts de fora.
connection-hosts-missing = Diga em allowed_hosts a quais servidores os tokens podem ser mostrados, como imap.example.org. Eles não vão a mais ninguém.
connection-import-custom = é de { $provider }, e não está escrito a quem os tokens podem ser mostrados. Crie uma conexão com allowed_hosts e entre nela.
connection-import-proof = o aplicativo { $client } em { $provider } mostra um segredo, que não é guardado. Crie uma conexão com o segredo e entre nela.
connection-instead = Aqui ninguém pode entrar enquanto uma execução espera. Use uma conexão da Control Room: auth: {"{"} managed: {"{"} connection: NOME {"}"} {"}"}.
connection-key-missing = Falta a chave JSON da conta de serviço.
connection-line = Cada texto fica em uma linha de no máximo 1000 caracteres; um escopo não tem espaços, e há no máximo 100 escopos e servidores.
connection-microsoft-only = Locatário e nuvem são só para a Microsoft.
connection-missing = Não existe essa conexão.
connection-name = "{ $found }" não é nome de conexão: é feito de a-z, 0-9, _ e -, no máximo { $longest } deles, como as automações o escrevem.
connection-no-default = Nenhuma conexão é a padrão para { $provider }. Um administrador marca uma, ou a automação diz o nome: auth: {"{"} managed: {"{"} connection: NOME {"}"} {"}"}.
connection-nobody-signs-in = Com esta concessão ninguém entra: o aplicativo age por si. O token é compartilhado; em vez disso, teste a conexão.
connection-not-asked = Com este provedor e esta concessão ninguém pede { $field }: deixe de fora.
connection-not-for-you = Não há uma conexão chamada { $name } que você possa usar. As funções decidem quem pode: fale com um administrador.
connection-not-signed-in = Ninguém entrou ainda na conexão { $name }. Um administrador faz isso uma vez, por todos.
connection-not-signed-in-person = Você ainda não entrou na conexão { $name }. Faça isso em Minhas configurações, Conexões OAuth.
connection-other-host = Os tokens da conexão { $name } só são mostrados a { $hosts }, e { $host } não está entre eles.
connection-other-session = Esta resposta é de uma entrada iniciada em outro navegador ou por outra pessoa. Comece de novo e termine na mesma janela.
connection-overtaken = Alguém entrou de novo na conexão { $name }, ou saiu dela, enquanto o token era renovado.
connection-renewal-lost = O provedor não aceita mais o acesso guardado. Uma renovação foi interrompida antes que o novo pudesse ser guardado, e o provedor aceita cada um uma só vez. Entre de novo.
connection-scopes-missing = Quem entrou não permitiu tudo o que é preciso. Falta: { $scopes }. Entre de novo e marque tudo.
connection-secret-elsewhere = A conexão vai agora a outro lugar. Informe de novo o segredo, ou deixe-o vazio: o que foi dado para um lugar não é enviado a outro.
connection-secret-ended = O segredo terminou em { DATETIME($day) }. Crie um novo no provedor e salve-o aqui.
connection-secret-ends = O segredo termina em { DATETIME($day) }.
connection-service-elsewhere = { $provider } não tem EWS nem Microsoft Graph. Escolha entre imap, pop3 e smtp.
connection-services-missing = Diga para que são os tokens: alguns de imap, pop3, smtp, ews, graph.
connection-sign-in-again = Alguém precisa entrar de novo.
connection-sign-in-browser = Para entrar assim é preciso um navegador em que você já entrou na Control Room.
connection-subject = A conta de serviço da conexão { $name } age só por { $subject }.
connection-subject-elsewhere = Só uma conta de serviço age por alguém: deixe subject de fora.
connection-test-subject = Diga por quem a conta de serviço age neste teste: informe subject.
connection-token-came = O provedor entregou um token para a conexão { $name }.
connection-token-came-person = O provedor entregou um token seu para a conexão { $name }.
connection-token-type = Os tokens da conexão { $name } são { $token }. Escreva isso, ou deixe "token" de fora.
connection-two-resources = Um token da Microsoft é para o Graph ou para o Exchange, não para os dois. Crie uma conexão para cada um.
connection-unknown = Não há uma conexão chamada { $name }.
provider-named = { $provider ->
    [microsoft] na Microsoft
    [google] no Google
    [yahoo] no Yahoo
   *[custom] no provedor
}
expiry-certificate = Crie um novo certificado para { $name }, registre-o { provider-named } e envie-o aqui antes desse dia.
expiry-secret = Crie um novo segredo para { $name } { provider-named } e salve-o aqui antes desse dia.
expiry-token = Um administrador entra de novo em { $name } antes desse dia.
expiry-token-person = A pessoa entra de novo em { $name } antes desse dia, em Minhas configurações, Conexões OAuth.
notice-certificate-ended = O certificado da conexão { $name } terminou em { DATETIME($day) }. Envie um novo aqui e ao provedor.
notice-certificate-ends = O certificado da conexão { $name } termina em { DATETIME($day) }. Envie um novo aqui e ao provedor antes disso.
notice-channel-unknown = Esta versão não conhece avisos por { $channel }.
notice-connection-refused = O provedor recusa a conexão { $name }. As execuções que a usam esperam ou falham até que alguém a corrija.
notice-mail-address = { $name } não tem endereço de e-mail.
notice-mail-foot = Carteiro, { $url }
notice-mail-more = { $count ->
        [one] Mais um está
       *[other] Mais { $count } estão
    } na sua lista de avisos.
notice-mail-off = Não está definida nenhuma automação pela qual os avisos saiam.
notice-mail-run = A execução { $run }, que devia enviá-lo, não terminou bem. Veja lá o motivo.
notice-mail-subject = Carteiro: { $count ->
        [one] { $first }
       *[other] { $count } avisos
    }
notice-missing = Não existe esse aviso.
notice-needs-sign-in = É preciso entrar de novo na conexão { $name }{ $was ->
        [somebody] { " " }(era { $account })
       *[nobody] { "" }
    }. As execuções que a usam esperam até lá.
notice-secret-ended = O segredo da conexão { $name } terminou em { DATETIME($day) }. Crie um novo no provedor e salve-o aqui.
notice-secret-ends = O segredo da conexão { $name } termina em { DATETIME($day) }. Crie um novo no provedor e salve-o aqui antes disso.
notice-secret-form = Um segredo para assinar tem pelo menos { $shortest } bytes, como são ou em Base64 depois de whsec_.
notice-webhook-off = Não há mais endereço definido para os avisos.
notice-webhook-refused = { $host } respondeu com o status { $status }.
notice-webhook-unreachable = Não foi possível chegar a { $host }: { $error }.
page-connected = { $title } está conectada{ $known ->
        [yes] {" "}como { $account }
       *[no] {""}
    }. Você pode fechar esta janela.
page-not-built = As páginas não estão neste programa: ele foi compilado sem elas. Com o Node.js 20.19 ou mais novo, estes comandos, na pasta do código-fonte do Carteiro, as criam e o compilam de novo.
page-not-connected = A entrada não se completou.
page-way-home = Ir para a Control Room
page-way-in = Ir para a entrada
ui-connection-allowed-hosts =
    .label = Servidores permitidos
    .help = A quem os tokens podem ser mostrados, como imap.example.org. Eles não vão a mais ninguém.
ui-connection-authorization-url =
    .label = URL de autorização
    .help = Onde as pessoas entram.
ui-connection-certificate =
    .label = Certificado
    .help = Com a sua chave privada (PEM), em vez de um segredo.
ui-connection-client-id =
    .label = ID do cliente
    .help = Do aplicativo registrado no provedor.
ui-connection-cloud =
    .label = Nuvem da Azure
    .help = Sem informar: global.
ui-connection-device-url =
    .label = URL de autorização de dispositivos
    .help = Onde um dispositivo pede um código.
ui-connection-grant =
    .label = Concessão
    .help = Como se obtêm tokens: uma pessoa entra, ou o aplicativo age por si.
ui-connection-is-default =
    .label = Padrão
    .help = Serve às automações que não dizem o nome de uma conexão.
ui-connection-issuer =
    .label = Emissor
    .help = O documento de descoberta diz os endereços. Ou informe-os um por um.
ui-connection-name =
    .label = Nome
    .help = Como as automações o escrevem: a-z, 0-9, _ e -.
ui-connection-roles =
    .label = Funções
    .help = As automações de quem as tem podem usá-la.
ui-connection-scopes =
    .label = Escopos
    .help = Sem informar: o que o provedor quer para os serviços.
ui-connection-secret =
    .label = Segredo do cliente
    .help = Nunca mais é mostrado.
ui-connection-secret-expires-on =
    .label = O segredo expira em
    .help = Você é avisado 30, 7 e 1 dias antes.
ui-connection-service-account-key =
    .label = Chave da conta de serviço
    .help = O arquivo JSON que o Google entrega. Nunca mais é mostrado.
ui-connection-services =
    .label = Serviços
    .help = Para que são os tokens.
ui-connection-subject =
    .label = Pessoa
    .help = A única por quem a conta de serviço age. Sem informar: quem a automação disser.
ui-connection-tenant =
    .label = ID do locatário
    .help = O ID ou o domínio do diretório, common, ou consumers para contas pessoais.
ui-connection-title =
    .label = Título
    .help = Como as pessoas o leem.
ui-connection-token =
    .label = Tipo de token
    .help = Compartilhado: um administrador entra uma vez, por todas as execuções. Específico do usuário: cada pessoa entra por si.
ui-connection-token-url =
    .label = URL de token
    .help = De onde vêm os tokens.
ui-grant-authorization-code = Código de autorização com PKCE
ui-grant-client-credentials = Credenciais de clientes
ui-grant-device-code = Código de dispositivo
ui-grant-service-account = Conta de serviço
ui-provider-custom = Personalizado
ui-provider-google = Google
ui-provider-microsoft = Microsoft
ui-provider-yahoo = Yahoo



## Automations in the Control Room
audit-automation-added = A automação { $path } foi criada.
audit-automation-removed = A automação { $path } foi removida.
audit-automation-renamed = A automação { $path } chama-se agora { $to }.
audit-automation-saved = A automação { $path } recebeu a versão { $version }.
audit-look-connection = A conexão da sessão "{ $session }" de "{ $name }" foi testada.
audit-look-folders = As pastas da sessão "{ $session }" de "{ $name }" foram listadas.
audit-look-message = Uma mensagem que { $step } de "{ $name }" encontraria foi lida.
audit-look-messages = Foi visto o que { $step } de "{ $name }" encontraria.
automation-bundle = Há mais de { $most } automações. Exporte algumas de cada vez.
automation-exists = Já existe uma automação em { $path }.
automation-mistakes = A automação tem erros. Verifique-a e corrija-os primeiro.
automation-missing = Essa automação não existe.
automation-note = Um texto não contém o caractere 0, e uma nota sobre ele tem no máximo { $longest } letras.
automation-path = O caminho de uma automação é feito de letras minúsculas sem acento, dígitos, "-", "_" e ".", com "/" entre os nomes, e termina em .yaml, como faturas/arquivar.yaml.
look-most = Uma prévia mostra entre 1 e { $most } mensagens.
look-too-long = Demorou mais de { $seconds } segundos e foi abandonado. Nada foi alterado.
look-too-many = { $most } consultas suas estão em andamento. Espere até que uma delas termine.
look-too-many-here = Há consultas demais em andamento agora. Tente de novo daqui a pouco.
look-what = O pedido precisa indicar uma automação, ou dar um texto, ou ambos.
preview-message-gone = O passo já não encontra esta mensagem: ela foi movida, excluída ou alterada, ou outras vieram antes dela. Olhe de novo.
preview-no-such-step = Em "{ $path }" não há nenhum passo que procure mensagens.



practice-archive = Arquivar faturas
practice-archive-about = Salva os arquivos PDF das faturas não lidas e depois arquiva as mensagens por ano.
practice-locker = A senha do sandbox, uma caixa de correio de faz de conta nesta máquina.
practice-none = Não há sandbox nesta Control Room. Inicie-a com carteiro serve.
practice-not-started = Não foi possível iniciar o sandbox.
practice-orders = Confirmar pedidos
practice-orders-about = Responde uma vez a cada mensagem sobre um pedido, dez por execução, e a sinaliza.
practice-unread = Listar não lidas
practice-unread-about = Escreve no registro da execução as mensagens não lidas mais novas e não muda nada.

## Runs in the Control Room
audit-run-cancelled = A execução de "{ $name }" devia ser encerrada.
audit-run-started = Uma execução de "{ $name }" foi iniciada{ $known ->
        [yes] {" "}em nome de { $person }.
       *[no] .
    }
messages-which = O pedido precisa dizer quais mensagens: por text, message_id ou from.
run-again-file = "{ $name }" era um arquivo em um terminal, cujo texto não é guardado aqui. Execute o arquivo de novo com "carteiro run".
run-as-another = Só quem tem a chave desta Control Room, no terminal dela, executa automações em nome de outras pessoas.
run-ended = A execução de "{ $name }" já terminou.
run-events-lost = Parte do que a execução contou não pôde ser gravada no banco de dados, { $count ->
        [one] uma vez
       *[other] { $count } vezes
    }. O que ela fez está feito e lembrado.
run-file-changed = Agora há outra coisa no lugar de { $file }: uma execução posterior salvou um arquivo com esse nome.
run-file-elsewhere = { $file } não está na pasta de arquivos desta máquina. Foi salvo por um terminal ou por outra máquina, ou alguém o removeu.
run-folder = A pasta { $folder }, onde os arquivos são salvos, não pode ser criada ou aberta.
run-interrupted = O processo que fazia a execução terminou no meio dela. Execute-a de novo com "rest": nada do que ela fez se repete, e é dito o que pode ter acontecido.
run-item-missing = Não existe essa mensagem nesta execução.
run-missing = Não existe essa execução.
run-no-logins = Aqui não se guardam acessos de pessoas.
run-not-ended = A execução de "{ $name }" ainda não terminou.
run-stopped = A Control Room foi encerrada antes de a execução terminar. Execute-a de novo com "rest": nada do que ela fez se repete.
run-variables-large = As variáveis juntas não podem passar de { $longest } KB.
run-what = O pedido precisa indicar ou uma automação ou um texto.
ui-run-as-nowhere = "--as" precisa de uma Control Room: não há banco de dados na pasta de dados, e --database não indica nenhum.
ui-run-as-unknown = Ninguém aqui se chama "{ $name }".
ui-run-untold = A execução terminou ({ $state }): { $why }
ui-runs-file = { "  " }arquivo { $path } ({ $size } B)
ui-runs-message = { "  " }{ $subject } ({ $from }): { $outcome ->
        [begun] começada
        [done] concluída
        [failed] falhou
        [skipped] deixada de lado
        [unknown] ninguém sabe o que houve com ela
       *[cancelled] não chegou a vez dela
    }{ $told ->
        [yes] , { $what }
       *[no] {""}
    }{ $failed ->
        [yes] {" "}– { $why }
       *[no] {""}
    }
ui-runs-no-message = Nenhuma execução trabalhou com uma mensagem assim.
ui-runs-none = Não há execuções assim.
ui-runs-nowhere = Não há banco de dados de uma Control Room em { $folder }. Indique outra pasta com --data, ou um banco de dados com --database.
ui-runs-one = { $id }  { $at }  { $name }: { $state ->
        [queued] espera
        [running] em andamento
        [ok] tudo feito
        [with_failures] com falhas
        [failed] falhou
        [cancelled] encerrada antes do fim
       *[interrupted] interrompida
    } ({ $done } concluídas, { $failed } com falha){ $known ->
        [yes] , { $person }
       *[no] {""}
    }
ui-server-address = { $server } não é endereço de uma Control Room. Um deles se escreve https://control.example.org
ui-server-lost = A conexão cai repetidamente. A execução continua lá: { $run }
ui-server-other = O que { $server } responde não é de uma Control Room. O endereço está certo?
ui-server-refused = { $server } diz: { $said }
ui-server-token = É preciso um token de API: em CARTEIRO_TOKEN, ou em um arquivo que só você pode ler, com --token-file.
ui-server-unreachable = Não foi possível alcançar { $server }.



## carteiro users, credentials, connections
ui-connections-added = A conexão { $name } está criada. Entre: carteiro connections sign-in { $name }
ui-connections-added-application = A conexão { $name } está criada. Teste: carteiro connections test { $name }
ui-connections-ask-provider = De quem é o servidor que entrega os tokens: google, microsoft, yahoo ou custom?
ui-connections-ask-secret = O segredo do cliente (vazio: não há):
ui-connections-file = { $file } não é texto ou é longo demais.
ui-connections-imported = O acesso de { $user } é agora a conexão { $name }, e não mais um acesso guardado.
ui-connections-left = O acesso de { $user } continua guardado como estava: { $why }
ui-connections-no-role = Não há uma função chamada { $name }.
ui-connections-none = Ainda não há conexões. Crie uma: carteiro connections add NOME
ui-connections-one = { $name } ({ $provider }): { $state ->
        [each] cada pessoa entra por si
        [not_signed_in] ninguém entrou
        [active] ativa
        [needs_sign_in] é preciso entrar
       *[failing] falhando
    }{ $known ->
        [yes] , { $account }
       *[no] {""}
    }
ui-connections-removed = A conexão { $name } foi removida.
ui-connections-signed-in = A conexão { $name } está ativa{ $known ->
        [yes] {" "}como { $account }
       *[no] {""}
    }.
ui-credentials-allowed = { $path } pode ir a { $hosts } e a nenhum outro lugar.
ui-credentials-allowed-any = { $path } pode ir a qualquer servidor.
ui-credentials-ask = O valor de { $path }:
ui-credentials-given = { $name } tem um valor próprio para { $path }.
ui-credentials-imported = { $values } { $values ->
        [one] valor importado
       *[other] valores importados
    }, { $unchanged } já presentes; { $credentials } { $credentials ->
        [one] credencial nova
       *[other] credenciais novas
    } em { $lockers } { $lockers ->
        [one] cofre novo
       *[other] cofres novos
    }.
ui-credentials-name = Escreva COFRE/NOME, cada um de a-z, 0-9, _ e -.
ui-credentials-no-role = Não existe função chamada { $name }.
ui-credentials-nobody = Não existe ninguém chamado { $name }.
ui-credentials-none = Ainda não há credenciais. Guarde uma: carteiro credentials set COFRE/NOME.ATRIBUTO
ui-credentials-nothing = Não há valor. Digite-o no terminal, ou entregue-o pelo stdin.
ui-credentials-one = { $path }: { $state ->
        [each] cada pessoa informa o seu
        [set] informado em { $at }
       *[empty] ainda sem valor
    }{ $bound ->
        [yes] ; só para { $hosts }
       *[no] {""}
    }
ui-credentials-path = Escreva COFRE/NOME.ATRIBUTO, cada um de a-z, 0-9, _ e -.
ui-credentials-removed = { $path } foi removida.
ui-credentials-set = { $path } tem o seu valor.
ui-lockers-added = O cofre { $locker } foi criado.
ui-lockers-consumed = Quem tem a função { $name } { $does ->
        [yes] agora usa o cofre { $locker }
       *[no] não usa mais o cofre { $locker }
    }.
ui-lockers-person = { $name }: { $standing ->
        [owner] proprietário
        [manager] gerente
       *[participant] participante
    }{ $disabled ->
        [yes] {" "}(não pode entrar)
       *[no] {""}
    }
ui-lockers-placed = { $name } agora { $standing ->
        [owner] é proprietário
        [manager] é gerente
        [participant] é participante
       *[nothing] não é mais nada
    } no cofre { $locker }.
ui-lockers-removed = O cofre { $locker } foi removido com tudo o que havia nele.
ui-lockers-role = quem tem a função { $name }: consumidores
