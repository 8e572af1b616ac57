## Shared: what more than one page says

loading = Carregando…
load-more = Carregar mais
try-again = Tentar de novo
reload = Recarregar a página
save = Salvar
saved = Salvo.
cancel = Cancelar
close = Fechar
back = Voltar
done = Concluir
remove = Remover
copy = Copiar
copied = Copiado
copy-what = Copiar: { $what }
download = Baixar
actions = Ações
description = Descrição
ends = Termina em
last-used = Último uso
never = Nunca
nothing-found = Nada encontrado
on = Ativado
off = Desativado
or = ou
days =
    { $count ->
        [one] um dia
       *[other] { $count } dias
    }
show-secret = Mostrar o que foi digitado
test-connection = Testar conexão

name-wanted = Informe um nome.
value-wanted = Informe um valor.

## Problems: only what the server cannot say

problem-unreached = A Control Room não responde
problem-unreached-advice = Verifique se ela está em execução e se você está conectado. Nada se perdeu: tente de novo.
problem-strange = Não foi possível entender a resposta
problem-changed-advice = Alguém fez uma alteração nesse meio-tempo. Recarregue a página e refaça a sua.
problem-denied-advice = Um administrador pode dar a você uma função que permita isso.
problem-internal-advice = O erro está no log da Control Room. Tente de novo; se acontecer outra vez, avise quem a administra.
problem-timeout-advice = Demorou demais. Tente de novo.
problem-wait =
    { $seconds ->
        [one] Tente de novo em um segundo.
       *[other] Tente de novo em { $seconds } segundos.
    }
broken = Não foi possível mostrar esta página
broken-advice = Ela pode ter sido substituída por uma versão mais nova enquanto estava aberta. Recarregue.
not-found = Esta página não existe
not-found-advice = Ela pode ter sido removida, ou o endereço não está certo.
no-permission = Você não pode ver isto
no-permission-advice = Suas funções não incluem esta página. Um administrador pode dar a você uma que inclua.
go-home = Ir para a visão geral

## Shell

skip = Ir para o conteúdo
navigation = Navegação
nav-open = Abrir a navegação
nav-close = Fechar a navegação
nav-home = Visão geral
nav-notices = Avisos
nav-me = Minhas configurações
nav-group-manage = Gerenciar
nav-group-me = Para mim
language = Idioma
scheme = Cores
scheme-auto = Como no sistema
scheme-light = Claras
scheme-dark = Escuras
me-menu = Conectado como { $name }
sign-out = Sair
notices-unread =
    { $count ->
        [one] Avisos: um é novo
       *[other] Avisos: { $count } são novos
    }

## Coming in

sign-in = Entrar
sign-in-back = Entre para continuar de onde parou.
sign-in-by = Entrar com { $name }
user-name = Nome de usuário
password = Senha
email = E-mail
email-help = Onde a pessoa recebe avisos, se eles saírem por e-mail.
email-help-own = Onde você recebe avisos, se eles saírem por e-mail.
password-again = Repita a senha
password-differs = As duas não são iguais.
password-help = Pelo menos 12 caracteres. Algumas palavras que só você juntaria são fáceis de lembrar.
code = Código
code-title = Mais um passo
code-lead = Sua conta pede um código além da senha.
code-help = Seis dígitos, como o seu aplicativo autenticador mostra.
code-instead = Usar um código do aplicativo
recovery-code = Código de recuperação
recovery-code-help = Um dos que você anotou. Cada um abre uma vez.
recovery-code-instead = Usar um código de recuperação
setup-title = Boas-vindas ao Carteiro
setup-lead = Torne-se o administrador. Nada mais se abre antes disso.
setup-token = Token de instalação
setup-token-help = Ele foi impresso onde o Carteiro foi iniciado.
setup-token-wanted = Cole o token: ele mostra que esta Control Room é sua.
setup-name-help = Com ele você vai entrar.
setup-sandbox-help = Uma caixa de correio de faz de conta com 200 mensagens é iniciada nesta máquina, com três automações para executar nela. As execuções passam a poder alcançar esta máquina.
setup-do = Tornar-me administrador

## My settings

me-profile = Perfil
me-security = Acesso
me-connections = Conexões OAuth
me-credentials = Minhas credenciais
me-tokens = Tokens de API

profile-how = Como o Carteiro fala com você
profile-how-lead = As páginas, os avisos e o que as execuções contam vêm neste idioma, com os horários de onde você está.
profile-name-help = Um administrador pode alterá-lo.
time-zone = Fuso horário
time-zone-now = Lá são { $time } agora.

password-lead = Ao alterá-la, todas as suas outras sessões terminam.
password-old = Senha atual
password-new = Nova senha
password-change = Alterar a senha
password-changed = A senha foi alterada. Suas outras sessões terminaram.

factor = Segundo fator
factor-lead = Um código de um aplicativo no seu celular, pedido depois da senha. Quem descobrir a sua senha continua do lado de fora.
factor-on = Ativar o segundo fator
factor-off = Desativar o segundo fator
factor-is-off = O segundo fator está desativado.
factor-off-ask = A partir daí só a senha abre a sua conta. Seus códigos de recuperação deixam de valer.
factor-scan = Leia isto com um aplicativo autenticador, como o do seu gerenciador de senhas.
factor-qr = Código QR para o aplicativo autenticador
factor-secret = Ou digite esta chave nele
factor-code-help = Seis dígitos que o aplicativo mostra agora: eles provam que funciona.
recovery-codes = Seus códigos de recuperação
recovery-codes-lead = Cada um abre a sua conta uma vez, quando o aplicativo não estiver à mão. Eles são mostrados só agora: guarde-os longe do celular.
recovery-codes-kept = Guardei os códigos em um lugar seguro
recovery-codes-left =
    { $count ->
        [0] Não resta nenhum código de recuperação: crie novos.
        [one] Resta um código de recuperação.
       *[other] Restam { $count } códigos de recuperação.
    }
recovery-codes-new = Criar novos códigos de recuperação
recovery-codes-new-ask = Os anteriores deixam de valer.

sso = Login único
sso-lead = Onde mais você pode se identificar para entrar aqui.
sso-linked = Vinculado
sso-unlinked = Não vinculado
sso-link = Vincular
sso-unlink = Desfazer o vínculo
sso-unlink-ask = Você não entrará mais por { $name }.

sessions = Onde você está conectado
sessions-lead = Encerre o que não reconhecer e, nesse caso, altere a sua senha.
session-program = Navegador
session-unknown = Um programa desconhecido
session-began = Desde
session-end = Encerrar
session-ended = A sessão foi encerrada.
session-end-title = Encerrar esta sessão?
session-end-ask = Quem a usa terá de entrar de novo.
session-end-own-ask = É a deste navegador: você terá de entrar de novo.
session-current = { $name } (esta)

token = Token de API
tokens = Tokens de API
tokens-lead = Com eles, programas entram em seu nome, com no máximo o que você permitir.
tokens-empty = Ainda não há tokens de API
tokens-empty-text = Crie um para um script ou para “carteiro run --server”. Ele pode fazer o que você escolher, até o dia que você escolher.
token-make = Criar um token
token-name = Para que serve
token-name-help = Por exemplo, “script noturno”: assim você sabe depois qual revogar.
token-scopes = Ele pode
token-scopes-help = Uma parte do que você mesmo pode. Menos é mais seguro.
token-scopes-wanted = Escolha pelo menos uma.
token-days = Vale por
token-once = Copie o token agora: ele é mostrado só desta vez.
token-revoke = Revogar
token-revoke-title = Revogar “{ $name }”?
token-revoke-ask = Programas que o usam serão recusados a partir de agora.
token-revoked = O token foi revogado.

own-connections-lead = Nestas conexões cada pessoa faz o próprio login. Suas execuções usam o seu, e as de mais ninguém.
own-connections-empty = Nenhuma conexão pede o seu login
own-connections-empty-text = Quando um administrador criar uma conexão OAuth específica do usuário que as suas funções possam usar, você fará o login aqui.
own-sign-in = Login
own-sign-in-again = Novo login
own-sign-out = Desconectar
own-sign-out-ask = Suas execuções não poderão usar “{ $name }” até um novo login.
own-signed-out = Desconectado. O provedor foi avisado de que o token não é mais necessário.
own-forgotten = Desconectado. O token foi esquecido aqui e termina sozinho no provedor.
own-account = Conectado como { $account }
own-wanted =
    { $count ->
        [one] Uma das suas conexões pede o seu login
       *[other] { $count } das suas conexões pedem o seu login
    }
sign-in-elsewhere = O login é feito em uma página do provedor. Ela abre em outra aba; volte aqui quando terminar.
sign-in-elsewhere-go = Ir para o provedor
sign-in-elsewhere-done = Já fiz o login
sign-in-device = Abra a página do provedor, em qualquer dispositivo, e digite este código nela.
sign-in-device-code = Código
progress-pending = À sua espera
progress-done = Conectado
progress-refused = Recusado
progress-expired = Tarde demais: comece de novo
tried-ok = Funciona
tried-failed = Não funciona

credential = Credencial
own-value = Seu valor
own-value-missing = Esperado de você
own-value-give = Informar
own-value-change = Alterar
own-value-help = Só as suas execuções o usam. Ele nunca mais é mostrado, a ninguém.
own-value-remove = Remover o seu valor?
own-value-remove-ask = As suas execuções que precisam dele falham até você informar outro.
own-values-empty = Nada é esperado de você
own-values-empty-text = Quando uma credencial de um cofre pedir a cada pessoa um valor próprio, você informará o seu aqui.

## Words of states and permissions

token-state-not_signed_in = Não conectado
token-state-active = Ativo
token-state-needs_sign_in = Precisa de login
token-state-failing = Com falha

run-state-queued = Na fila
run-state-running = Em execução
run-state-ok = Concluída
run-state-with_failures = Com falhas
run-state-failed = Falhou
run-state-cancelled = Cancelada
run-state-interrupted = Interrompida

permission-manage_people = Gerenciar pessoas
permission-view_connections = Exibir conexões
permission-manage_connections = Gerenciar conexões
permission-manage_lockers = Criar cofres
permission-view_automations = Exibir automações
permission-edit_automations = Escrever automações
permission-run_automations = Executar automações
permission-view_others_runs = Exibir execuções de outros
permission-view_audit = Exibir o log de auditoria
permission-view_metrics = Exibir métricas
permission-manage_settings = Gerenciar configurações

## Notices

notices-lead = O que você fica sabendo sem perguntar: logins pendentes e o que está para terminar.
notices-empty = Nenhum aviso
notices-empty-text = Quando uma conexão precisar de você, ou um segredo estiver para terminar, o aviso aparece aqui.
notices-read-all = Marcar todos como lidos
notice-read = Marcar como lido
notice-open = Abrir a conexão
notice-new = Novo:

## Overview

home-title = Olá, { $name }
home-lead = Antes de tudo, o que precisa de atenção.
first-steps = Primeiros passos
first-steps-lead = Ainda não há nenhuma automação. Nesta ordem você chega a uma.
first-steps-factor = Proteja a sua conta com um <link>código além da senha</link>.
first-vault = Guarde a senha de uma caixa de correio no <link>cofre</link>. Ela nunca mais é mostrada, e as automações a chamam pelo nome.
first-connection = Ou entre uma vez na Microsoft, no Google ou em outro provedor, com uma <link>conexão OAuth</link>.
first-automation = Escreva uma <link>automação</link>: o que deve acontecer com qual e-mail.
first-run = <link>Execute-a</link>. Uma simulação conta o que aconteceria e não altera nada.
sandbox-lead = Sem uma caixa de correio à mão? Uma de faz de conta é iniciada nesta máquina com 200 mensagens, a senha dela vai para o cofre e três automações são criadas para ela. As execuções passam a poder alcançar esta máquina.
sandbox-try = Experimentar o sandbox
running = Em execução agora
running-lead = E o que espera a sua vez.
running-none = Nada está em execução, e nada espera.
running-done =
    { $count ->
        [0] nenhuma mensagem concluída ainda
        [one] uma mensagem concluída
       *[other] { $count } mensagens concluídas
    }
failing = Automações com falha
failing-lead = Aquelas cuja última execução não deu certo.
failing-none = Nenhuma: a última execução de cada automação deu certo.
want-somebody = Conexões que precisam de alguém
want-somebody-lead = Elas não funcionam até alguém fazer o login ou consertá-las.
want-somebody-none = Nenhuma: todas as conexões compartilhadas funcionam.
expiries = O que termina em breve
expiries-lead = Logins, segredos, certificados e o que os provedores anunciaram.
expiries-none = Nada do que se sabe termina em breve.
expiries-all = Mostrar tudo
ends-token = Login
ends-secret = Segredo
ends-certificate = Certificado
ends-provider = Provedor

## Automations and the editor

nav-automations = Automações
automation-run = Executar { $what }
actions-of = Ações de { $what }
automations-lead = O que deve acontecer com os e-mails. Uma automação é um texto com etapas; aqui ela é montada, testada e guardada.
automations-empty = Ainda não há automações
automations-empty-text = Uma automação conecta-se a uma caixa de correio e faz algo com os e-mails. Comece com um exemplo ou do zero.
automations-none = Nada encontrado
automations-none-text = Nenhuma automação tem “{ $text }” no nome ou no caminho.
automations-search = Buscar por nome ou caminho
automations-export = Exportar tudo
automations-import = Importar
automations-files = Arquivos
automations-files-help = Arquivos YAML ou uma exportação (JSON). O que já existe no mesmo caminho recebe uma nova versão.
automations-choose = Escolher arquivos
automations-take = Importar
automation-new = Nova automação
automation-name = Nome
automation-path = Caminho
automation-version = Versão
automation-changed = Alterada
automation-export = Baixar como YAML
automation-delete = Excluir
automation-delete-title = Excluir { $name }?
automation-delete-ask = A automação e todas as suas versões serão perdidas. O que as execuções fizeram continua no histórico.
automation-deleted = Excluída.
automation-from-nothing = Automação vazia
automation-from-nothing-text = Monte-a etapa por etapa com as ações.
taken-added = nova
taken-saved = nova versão
taken-same = já existia, igual
taken-refused = tem erros e ficou de fora
example-archive-invoices = Arquivar faturas
    .text = Salva os PDFs das faturas não lidas e arquiva as mensagens por ano.
example-save-invoices = Salvar faturas
    .text = Salva os arquivos PDF em uma pasta por mês.
example-acknowledge-invoices = Confirmar faturas
    .text = Avisa uma única vez a quem enviou uma fatura que ela chegou.
example-forward-to-the-accountant = Encaminhar à contabilidade
    .text = Repassa cada fatura com os anexos e a marca como lida.
example-reply-needed = Falta responder
    .text = Lista o que ninguém respondeu, uma tabela por dia.
example-unread-alert = Alerta de não lidos
    .text = Avisa um chat quando há e-mails demais sem ler.
example-back-up-folder = Cópia de uma pasta
    .text = Salva cada mensagem de uma pasta como ela é.
example-sort-by-sender = Separar por remetente
    .text = Coloca o que foi lido em uma pasta por empresa.

editor-automation = Automação
editor-automation-help = Como ela se chama e as variáveis que as etapas usam.
editor-new-name = Nova automação
editor-palette = Ações
editor-palette-search = Buscar ações
editor-palette-hint = Clique duas vezes, tecle Enter ou arraste.
editor-palette-none = Nenhuma ação com esse nome.
editor-examples = Exemplos
editor-examples-of = Exemplos de { $action }
editor-steps = Etapas
editor-form = Formulário
editor-yaml = Texto YAML
editor-panes = O que é mostrado
editor-right = Formulário ou YAML
editor-no-steps = Ainda não há etapas
editor-no-steps-text = Escolha uma ação. A maioria das automações começa com Conectar.
editor-no-action = Etapa desconhecida
editor-empty-list = Ainda nada: escolha esta linha e depois uma ação
editor-list-help = A ação que você escolher agora vira a última etapa daqui.
editor-off = Desativada
editor-switch-on = Ativar
editor-flag-off = { $field }: não
editor-fold = Recolher { $step }
editor-unfold = Expandir { $step }
editor-step-actions = Ações de { $step }
editor-do-up = Mover para cima
editor-do-down = Mover para baixo
editor-do-in = Mover para dentro da etapa anterior
editor-do-out = Mover para fora
editor-do-duplicate = Duplicar
editor-do-copy = Copiar
editor-do-toggle = Desativar
editor-do-delete = Excluir
editor-wrong-error = Erro
editor-wrong-warning = Aviso
editor-mistakes = { $count ->
    [one] { $count } erro
   *[other] { $count } erros
}
editor-warnings = { $count ->
    [one] { $count } aviso
   *[other] { $count } avisos
}
editor-all-well = Sem erros
editor-line = linha { $line }
editor-broken = A linha { $line } não é YAML. Etapas e formulário mostram o texto como era antes.
editor-mistaken = O texto tem erros
editor-mistaken-save = Corrija os erros primeiro: uma automação só é salva quando pode ser executada.
editor-left-out = Omitido
editor-yes = Sim
editor-no = Não
editor-add = Adicionar
editor-add-to = Adicionar a { $field }
editor-item = { $field } { $number }
editor-item-remove = Remover { $field } { $number }
editor-remove = Remover { $what }
editor-name = Nome
editor-name-of = Nome em { $field }
editor-name-new = Novo nome em { $field }
editor-more-fields = { $count ->
    [one] Mais um campo
   *[other] Mais { $count } campos
}
editor-fewer-fields = Menos campos
editor-insert-value = Inserir um valor
editor-insert-value-into = Inserir um valor em { $field }
editor-only-yaml = Só o YAML mostra isto por inteiro.
editor-written-as = Como { $field } é escrito
editor-way-credential = Credencial
editor-way-variable = Variável
editor-way-text = String insegura
editor-way-as-text = Contém
editor-way-as-short = Resumido
editor-way-as-list = Um de vários
editor-way-as-form = Em detalhe
editor-way-as-value = Um valor
editor-choose = Escolher
editor-choose-connection = Escolher uma conexão
editor-no-connections = Não há conexão que você possa usar. Quem gerencia as conexões OAuth cria uma.
editor-no-own-connections = Você não tem nenhuma conexão em que entre por conta própria. Uma compartilhada se escreve pelo nome.
editor-confirm = Confirmar
editor-token-shared = um token para todas as execuções
editor-token-user_specific = cada pessoa entra com a própria conta
editor-look-folders = Olhar na caixa de correio de { $session }
editor-folders-found = { $count ->
    [one] Uma pasta encontrada: abra a lista.
   *[other] { $count } pastas encontradas: abra a lista.
}
editor-test-connection = Testar conexão
editor-end-test = Encerrar o teste
editor-connection-stands = A conexão funciona.
editor-step-good = Certo
editor-step-bad = Falhou
editor-preview = Ver o que encontra
editor-found = { $count ->
    [0] Não encontra mensagens agora.
    [one] Encontra uma mensagem agora:
   *[other] Encontra { $count } mensagens agora:
}
editor-found-more = As primeiras { $count } mensagens que encontra agora:
editor-unreadable = { $count ->
    [one] Mais uma não pode ser lida.
   *[other] Mais { $count } não podem ser lidas.
}
editor-message-from = De
editor-message-to = Para
editor-message-cc = Cc
editor-message-received = Recebida
editor-message-files = Anexos
editor-message-shown = Como é exibida
editor-message-text = Texto
editor-message-html = Como foi desenhada
editor-message-harmless = Sem imagens e links: nada nela é executado nem carregado.
editor-message-empty = (sem texto)
editor-message-cut = Há mais texto do que o exibido aqui.
editor-no-subject = (sem assunto)
editor-has-attachments = Tem anexos
editor-keys = Pelo teclado
editor-key-pane = De painel em painel
editor-key-search = Pesquisar ações; Enter insere a primeira
editor-key-form = De uma etapa ao seu formulário
editor-key-move = Mover uma etapa
editor-key-nest = Mover para dentro da etapa anterior, e para fora
editor-key-duplicate = Duplicar
editor-key-clipboard = Copiar, recortar, colar
editor-key-toggle = Desligar e ligar
editor-key-delete = Excluir
editor-key-undo = Desfazer, refazer
editor-key-save = Salvar
editor-key-run = Executar
editor-undo = Desfazer
editor-redo = Refazer
editor-unsaved = Não salva
editor-save = Salvar
editor-save-title = Salvar uma nova versão
editor-save-new = Salvar a automação
editor-saved = Salva.
editor-note = Nota
editor-note-help = O que mudou, para quem olhar as versões depois.
editor-path = Caminho
editor-path-help = Pelo qual outras a executam, como faturas/arquivar.yaml.
editor-conflict = Outra pessoa salvou enquanto isso
editor-conflict-text = À esquerda está o que foi salvo; à direita, o que está aqui. Salvar a sua faz dela a versão mais nova; a da outra pessoa fica entre as versões.
editor-theirs = A da outra pessoa, versão { $version }
editor-mine = A sua
editor-keep-mine = Salvar a minha
editor-take-theirs = Ficar com a da outra pessoa
editor-versions = Versões
editor-version = Versão { $version }
editor-newest = mais nova
editor-terminal = No terminal
editor-changes-of = Mudanças da versão { $version }
editor-same = Nada difere.
editor-restore = Restaurar este texto
editor-restored = O texto da versão { $version } voltou. Salve para mantê-lo.
editor-leave = Sair sem salvar?
editor-leave-act = Sair
editor-leave-text = O que você mudou aqui será perdido.
editor-run = Executar
editor-run-title = Executar a automação
editor-run-draft = É executado o texto como está aqui, sem salvar. Nada é lembrado depois da execução.
editor-dry-run = Simulação
editor-dry-run-help = Nada acontece: o registro conta o que aconteceria.
editor-start-dry = Iniciar a simulação
editor-start = Iniciar a execução
editor-end-run = Encerrar
editor-whole-run = A execução inteira
editor-log = Registro

option-Declared-text = Texto
option-Declared-number = Número
option-Declared-boolean = Sim ou não
option-Declared-date_time = Data e hora
option-Declared-list = Lista
option-Declared-table = Tabela
option-Declared-record = Valores por nome
option-Declared-file = Arquivo
option-Declared-credential = Credencial
option-Permission-read = Ler mensagens
option-Permission-mark = Alterar marcas
option-Permission-move = Mover e copiar
option-Permission-delete = Excluir
option-Permission-folders = Criar e alterar pastas
option-Permission-append = Guardar mensagens e rascunhos
option-Permission-send = Enviar
option-Cloud-global = Azure Global
option-Cloud-us_gcc_high = Azure US GCC High
option-Cloud-us_dod = Azure US Departamento de Defesa
option-Cloud-china = Azure China (21Vianet)
option-Provider-microsoft = Outlook / Office 365
option-Provider-google = Gmail e Google Workspace
option-Provider-yahoo = Yahoo
option-Token-shared = Compartilhado
option-Token-user_specific = Específico do usuário
option-Protocol-imap = IMAP
option-Protocol-pop3 = POP3
option-Security-tls = SSL/TLS
option-Security-starttls = STARTTLS
option-Security-none = Nenhuma: qualquer um no caminho pode ler
option-EwsVersion-negotiate = O que o servidor disser
option-EwsVersion-exchange2007_sp1 = Exchange 2007 SP1
option-EwsVersion-exchange2010 = Exchange 2010
option-EwsVersion-exchange2010_sp1 = Exchange 2010 SP1
option-EwsVersion-exchange2010_sp2 = Exchange 2010 SP2
option-EwsVersion-exchange2013 = Exchange 2013
option-EwsVersion-exchange2013_sp1 = Exchange 2013 SP1
option-EwsVersion-exchange2016 = Exchange 2016
option-Status-all = Todas
option-Status-read = Lidas
option-Status-unread = Não lidas
option-Class-mail = E-mail
option-Class-invitation = Convites
option-Class-receipt = Confirmações
option-Class-bounce = Devoluções
option-Order-oldest_first = Mais antigas primeiro
option-Order-newest_first = Mais novas primeiro
option-Process-every_run = Em toda execução
option-Process-once = Cada mensagem uma vez
option-OnError-continue = Continuar com as outras
option-OnError-stop = Parar
option-OnCollision-rename = Usar o próximo nome livre
option-OnCollision-skip = Manter o arquivo que existe
option-OnCollision-overwrite = Sobrescrever
option-CsvEncoding-utf-8 = UTF-8
option-CsvEncoding-utf-8-bom = UTF-8 com marca, para o Excel
option-OnMissing-fail = A etapa falha
option-OnMissing-nothing = A variável fica vazia
option-Since-start = Só o que chegar enquanto espera
option-Since-any = Também o que já está lá
option-Weight-low = Baixa
option-Weight-normal = Normal
option-Weight-high = Alta
option-Quote-below = Abaixo da resposta
option-Quote-none = Não citar
option-Backoff-constant = Sempre a mesma
option-Backoff-exponential = Dobrada a cada vez
option-Ends-ok = Bem
option-Ends-failed = Com falha
option-Ends-cancelled = Cancelada
option-kind-invalid_input = Entrada inválida
option-kind-unsupported = Sem suporte
option-kind-not_found = Não encontrado
option-kind-exists = Já existe
option-kind-denied = Negado
option-kind-sign_in_failed = Falha ao entrar
option-kind-sign_in_needed = É preciso entrar
option-kind-tls = TLS
option-kind-unreachable = Inacessível
option-kind-timeout = Tempo esgotado
option-kind-throttled = Limitado pelo servidor
option-kind-quota = Cota
option-kind-rejected = Recusado
option-kind-protocol = Protocolo
option-kind-content = Conteúdo
option-kind-changed = Mudou nesse meio-tempo
option-kind-outcome_unknown = Resultado desconhecido
option-kind-internal = Interno

## Runs

nav-runs = Execuções
nav-messages = Encontrar uma mensagem
yes = Sim
no = Não
any = Qualquer
any-time = Qualquer momento
find = Encontrar
when = Quando
state = Estado
automation = Automação
message = Mensagem
outcome = Resultado
file = Arquivo
file-size = Tamanho
no-subject = (sem assunto)
dry-run = Simulação
dry-run-help = Nada é alterado. Você fica sabendo o que seria feito.
run = Execução
runs-lead = O que as automações fizeram, estão fazendo e estão para fazer.
runs-empty = Nada foi executado ainda
runs-empty-text = Cada vez que uma automação faz o seu trabalho, isso é uma execução. Aqui você a acompanha ao vivo e vê depois o que ela fez com cada mensagem.
runs-filters = Quais execuções são mostradas
runs-none-so = Nenhuma execução é assim. Outras podem ser.
runs-find-mail = Encontrar uma mensagem
runs-since = Iniciada
runs-everybody = Todas as pessoas
runs-mine = Minhas
since-hour = Na última hora
since-day = Nas últimas 24 horas
since-week = Nos últimos 7 dias
since-month = Nos últimos 30 dias
since-days = Em dias escolhidos…
days-from = De
days-until = Até
filters-clear = Mostrar todas
messages-count = Mensagens
messages-failed =
    { $count ->
        [one] uma falhou
       *[other] { $count } falharam
    }
run-started = Iniciada
run-start = Iniciar uma execução
run-start-dry = Iniciar uma simulação
run-start-none = Ainda não há nenhuma automação. Escreva uma primeiro.
variables-lead = Valores para esta execução. O que você deixar vazio fica como está na automação.
variable-default = Como está: { $value }
variable-as-is = Como está na automação
variable-of = Variável { $name }
variable-help-list = Um por linha, ou uma lista em JSON.
variable-help-table = Uma lista de registros em JSON.
variable-help-record = Um registro em JSON.
variable-help-file = Um registro em JSON que descreve um arquivo.
variable-help-date_time = No fuso horário da automação.
variable-misfit-number = Isto não é um número.
variable-misfit-list = Isto não é uma lista em JSON.
variable-misfit-table = Isto não é uma lista de registros em JSON.
variable-misfit-record = Isto não é um registro em JSON.

run-as = Em nome de { $name }
run-why = Por que terminou
run-interrupted = Ela foi interrompida
run-interrupted-text = O processo que a executava terminou no meio. Nada se repete sozinho: execute o resto, ou veja antes o que é desconhecido.
run-queued = Ela espera a sua vez: até haver lugar, ou até terminar a execução anterior da mesma automação.
run-lost = A ligação com a Control Room caiu. Ela é retomada sozinha, de onde parou.
line-waits = { $what ->
    [mail] aguardando e-mail até { $until }
    [tried] aguardaria até { $until }
   *[time] aguardando até { $until }
}
run-waits = Esperando até
run-cancel = Encerrar a execução
run-cancel-title = Encerrar esta execução?
run-cancel-ask = O que ela começou com uma mensagem ela leva até o fim; nada mais começa. O que já foi feito continua feito.
run-ending = Encerrando…
run-again = Executar de novo
run-again-dry = Foi uma simulação, e será outra: nada é alterado.
run-again-what = O que deve ser feito de novo?
again-rest = Só o que ela não fez
again-rest-help = O que falhou e o que ela não alcançou. Nenhum efeito já produzido se repete, e o que pode ter acontecido fica para você.
again-all = Tudo, como se nunca tivesse sido executada
again-all-help = As mensagens que ainda correspondem são tratadas outra vez. O que ela enviou é enviado de novo.
run-part-now = Etapas e registro
run-part-items = Mensagens
run-part-files = Arquivos
run-part-facts = Detalhes
run-steps = Etapas
run-log = Registro
run-items = Mensagens desta execução
step-state-idle = Ainda não
step-state-running = Em execução
step-state-done = Concluída
step-state-failed = Falhou
step-state-seen = Iniciada
step-state-untold = Nada a contar dela
step-part-else = senão
step-part-catch = se falhar
step-part-finally = no fim
step-acts =
    { $count ->
        [one] feita uma vez
       *[other] feita { $count } vezes
    }
step-failed =
    { $count ->
        [one] uma falhou
       *[other] { $count } falharam
    }
log-kind = Quais linhas são mostradas
log-kind-all = Tudo
log-kind-wrong = O que deu errado
log-kind-log = Registrado
log-none = Nada a contar
log-none-yet = Nada ainda
log-earlier = Anteriores
log-later = Seguintes
log-latest = Últimas
log-left-out =
    { $count ->
        [one] Foi longa: um evento do meio não é mais guardado.
       *[other] Foi longa: { $count } eventos do meio não são mais guardados.
    }
figure-done = Mensagens concluídas
figure-would = Mensagens percorridas
figure-failed = Falharam
figure-files = Arquivos
figure-rate = Ritmo
figure-rate-unit = mensagens por segundo
figure-lasted = Duração
figure-waits =
    { $count ->
        [one] esperou uma vez
       *[other] esperou { $count } vezes
    }
figure-turns = Idas e voltas
figure-connections =
    { $count ->
        [one] em uma conexão
       *[other] em { $count } conexões
    }
figure-bytes = Recebido
figure-sent = enviado:
failure-line = linha { $line }
outcome-begun = Iniciada
outcome-done = Concluída
outcome-failed = Falhou
outcome-skipped = Ignorada
outcome-unknown = Desconhecido
outcome-cancelled = Cancelada
items-empty = Nenhuma mensagem foi tratada
items-empty-yet = Elas aparecem aqui à medida que a execução chega a elas.
items-empty-text = A execução não encontrou nenhuma que correspondesse, ou não trata mensagens.
item-effects = O que foi feito
item-would = O que seria feito
item-tale = Passo a passo
item-others = Em outras execuções
item-others-none = Nenhuma outra execução tratou dela.
item-others-all = Todas elas
message-from = De
message-received = recebida
message-received-at = Recebida
message-folder = Encontrada em
message-begun = Tratada
files-empty = Nenhum arquivo foi salvo
files-empty-text = O que uma execução salva, como anexos, fica aqui.
files-dry = Foi uma simulação: estes teriam sido salvos.
unknown-title = Não se sabe se algo aconteceu
unknown-means = A conexão caiu depois que um comando foi enviado e antes que o servidor dissesse o que resultou dele. Ele pode ter sido executado, ou não. O Carteiro não o repete sozinho: nada acontece duas vezes.
unknown-look = Olhe na caixa de correio: a mensagem está no lugar novo, ou entre as enviadas? Se uma mensagem saiu, pergunte ao destinatário se ela chegou.
unknown-then = Se aconteceu, não há mais nada a fazer. Se não, faça à mão: executar o resto deixa isso de fora.
unknown-more = E outras: veja as mensagens com o resultado “Desconhecido”.
run-tried = Um texto que foi testado, ou um arquivo em um terminal
version-of = versão { $version }
run-by = Iniciada por
run-whose = Em nome de quem
run-queued-at = Pedida
run-began-at = Começou
run-ended-at = Terminou
run-origin = Continua
run-origin-go = A execução cujos efeitos ela não repete
run-commands = Comandos enviados
run-events = Eventos
run-digest = Resumo do texto
run-id = Número da execução
messages-lead = O que aconteceu com o e-mail de alguém, sobre algo, com este Message-ID?
messages-by = Procurar por
messages-by-text = Assunto ou remetente
messages-by-text-help = Basta um pedaço.
messages-by-from = Remetente
messages-by-from-help = Um endereço inteiro é encontrado mais depressa; um pedaço também serve.
messages-by-message_id = Message-ID
messages-by-message_id-help = Como está nos cabeçalhos da mensagem, com ou sem os sinais de menor e maior.
messages-found = Mensagens encontradas
messages-ask = Acompanhe uma mensagem
messages-ask-text = Você fica sabendo quais execuções trataram dela, o que fizeram com ela e por que a ignoraram.
messages-none = Nenhuma execução tratou de uma mensagem assim
messages-none-text = Ela pode não ter chegado, nenhuma automação pode estar olhando a pasta dela, ou ela não correspondeu. Das execuções que você não pode ver, nada é encontrado.

## Managing

nav-connections = Conexões OAuth
nav-expiries = Painel de vencimentos
nav-vault = Cofre de credenciais
nav-people = Pessoas e funções
nav-audit = Log de auditoria
nav-settings = Configurações
name = Nome
status = Status
nobody = Ninguém
one-a-line = Um por linha.
from-a-file = Ler de um arquivo
secret-stays = Já existe um guardado. Deixe vazio para mantê-lo.
secret-kept = Guardado, e nunca mostrado
changed-show = Mostrar como está agora
changed-lost = O que você digitou aqui será descartado.
callback-url = URL de retorno de chamada
callback-url-help = Registre-a no provedor como URI de redirecionamento, exatamente como está aqui.
made-at = Criada em
made-by = Criada por

## Managing: OAuth connections

connection = Conexão
connections-lead = Por elas, as automações entram nas caixas de correio sem senha. Os tokens são renovados sozinhos e nunca saem deste servidor.
connections-empty = Nenhuma conexão OAuth ainda
connections-empty-text = Registre uma vez um aplicativo na Microsoft, no Google ou em outro provedor, entre, e toda automação que puder usar a conexão será atendida.
connection-create = Criar conexão
connection-create-lead = Você precisa de um aplicativo registrado no provedor; os campos dependem de como os tokens são obtidos.
connection-edit = Editar conexão
connection-edit-lead = Se passar a ser outro aplicativo, quem já entrou precisa entrar de novo.
connection-remove-title = Remover “{ $name }”?
connection-remove-ask = Os acessos de todos a ela são esquecidos, e as automações que a nomeiam falham.
connection-removed = A conexão foi removida.
connection-warnings = Convém saber
connection-use = Como as automações a usam
connection-use-lead = No editor ela é escolhida em uma lista; em um arquivo se escreve assim.
connection-written = Em uma automação
connection-what = O que ela é
connection-each-person = Cada pessoa entra por si mesma, em {"<link>"}Minhas configurações > Conexões OAuth{"</link>"}. Aqui você vê quantas entraram.
connection-by-itself = Ninguém entra: o aplicativo age por si mesmo. Teste-a para obter um primeiro token.
connection-asleep = Ninguém fez o login ainda: até lá, as automações não podem usá-la.
connection-forget = Esquecer o token
connection-sign-out-ask = As execuções que usam esta conexão esperam ou falham até que haja um token de novo.
connection-signed-out = O token foi esquecido.
provider-type = Tipo de provedor
provider-said = Nas palavras do provedor: { $text }
provider-help-google = Gmail e Google Workspace
provider-help-microsoft = Microsoft 365, Outlook.com
provider-help-yahoo = Yahoo Mail
provider-help-custom = Qualquer outro servidor OAuth
token-type = Tipo de token
token-type-shared = Compartilhado
token-type-user_specific = Específico do usuário
grant-help-authorization_code = Uma pessoa entra uma vez em um navegador.
grant-help-client_credentials = Ninguém entra: o aplicativo tem permissões próprias.
grant-help-device_code = Uma pessoa digita um código em qualquer dispositivo; dispensa URL de retorno de chamada.
grant-help-service_account = Uma conta do Google Workspace age por suas pessoas, com delegação em todo o domínio.
service-imap = IMAP
service-pop3 = POP3
service-smtp = SMTP
service-ews = EWS
service-graph = Outlook (Microsoft Graph)
cloud-global = Azure Global
cloud-us_gcc_high = Azure US GCC High
cloud-us_dod = Azure US DoD
cloud-china = Azure China (21Vianet)
step-provider = 1. Provedor
step-provider-lead = De quem são as contas?
step-how = Nome, e como entrar
step-how-lead = Como as automações a chamam, e como seus tokens são obtidos.
step-registered = Registro no provedor
step-registered-lead = O que o console do provedor mostra do aplicativo.
step-use = Quem pode usá-la, e para quê
step-use-lead = Menos é mais seguro: só estas funções, escopos e hosts.
roles-none = Nenhuma
roles-count =
    { $count ->
        [one] Uma função
       *[other] { $count } funções
    }
next-end = Próximo vencimento
certificate-ends = O certificado termina em
people-active =
    { $count ->
        [one] Um ativo
       *[other] { $count } ativos
    }
people-needs_sign_in =
    { $count ->
        [one] Um precisa entrar
       *[other] { $count } precisam entrar
    }
people-failing =
    { $count ->
        [one] Um falhando
       *[other] { $count } falhando
    }
people-none = Ninguém entrou
status-account = Conta
status-signed-in = Entrou em
status-since = Assim desde
status-renewed = Token renovado até
status-ends = O acesso termina em
sign-in-title = Entrar em “{ $name }”
sign-in-step-open = Abra a página do provedor; ela vem em outra aba.
sign-in-step-account = Entre com a conta cujos e-mails as automações devem tratar, e permita tudo o que for pedido.
sign-in-step-back = Volte aqui: aparece assim que terminar.
sign-in-device-until = O código expira
test-title = Testar “{ $name }”
test-subject = Por quem
test-subject-help = Um endereço do seu Workspace pelo qual a conta de serviço deve agir neste teste.
test-again = Testar de novo
tried-audience = O token é para
tried-allowed = Ele permite

## Managing: Expiries

expiries-page-lead = Acessos, segredos e certificados das conexões, e o que os provedores anunciaram: o mais próximo primeiro, com o que fazer.
expiries-empty-text = Informe a data em que um segredo do cliente expira, e você é avisado 30, 7 e 1 dias antes.
expiry-of = Conexão
expiry-what = O que termina
expiry-todo = O que fazer

## Managing: Credential vault

vault-lead = Senhas e outros segredos ficam em cofres. As automações os nomeiam; ninguém os vê de novo.
vault-empty = Você ainda não está em nenhum cofre
vault-empty-text = Um cofre guarda o que pertence junto, como as caixas de correio de um setor, e diz quem pode fazer o quê.
vault-empty-text-no-locker = Os proprietários de um cofre deixam você entrar, ou deixam uma de suas funções usá-lo. Um administrador pode criar um.
locker = Cofre
locker-make = Criar cofre
locker-made = O cofre { $name } foi criado. Você é o proprietário.
locker-name-help = Como as automações o escrevem: a-z, 0-9, _ e -. Não muda mais.
locker-description-help = Para que serve.
locker-describe = Alterar a descrição
locker-remove = Remover o cofre
locker-remove-title = Remover o cofre { $name }?
locker-remove-ask = Todas as credenciais nele somem, com todos os valores. Ninguém pode trazê-las de volta.
locker-removed = O cofre foi removido.
locker-you-are = Você é
standing-owner = Proprietário
standing-manager = Gerente
standing-participant = Participante
standing-consumer = Consumidor
standing-many-owner = Proprietários
standing-many-manager = Gerentes
standing-many-participant = Participantes
standing-many-consumer = Consumidores, por função
standing-help-owner = Decidem quem está no cofre, e podem removê-lo.
standing-help-manager = Alteram todas as credenciais, deixam participantes entrar e decidem quais funções consomem.
standing-help-participant = Colocam credenciais, e alteram as suas.
standing-help-consumer = Suas execuções usam o que está no cofre. Não alteram nada.
members = Quem está nele
members-lead = Cada papel pode também o que podem os de baixo.
member-add = Deixar alguém entrar
member-as = Como
member-wanted = Escolha alguém.
member-you = { $name } (você)
member-standing = O que { $name } é
member-remove-title = Tirar { $name } do cofre?
member-remove-ask = A pessoa não altera mais nada nele. Se uma função dela consome, as execuções continuam usando.
consumer-add = Deixar uma função usar
consumer-wanted = Escolha uma função.
consumer-remove-title = A função { $name } não pode mais usar o cofre?
consumer-remove-ask = As execuções de quem a tem e que precisam de algo do cofre passam a falhar.
consumers-none = Nenhuma função ainda: só as pessoas acima o usam em suas execuções.
role = Função
person = Pessoa
credentials = Credenciais
credentials-lead = O que está no cofre.
credentials-empty = Ainda não há nada nele
credentials-empty-text = Uma credencial tem atributos, como nome de usuário e senha, cujos valores as automações usam.
credential-add = Adicionar credencial
credential-change = Alterar a credencial
credential-name-help = Como as automações a escrevem: a-z, 0-9, _ e -. Não muda mais.
credential-remove-title = Remover { $name }?
credential-remove-ask = Todos os valores somem, também os de cada pessoa. As automações que a nomeiam falham.
credential-removed = A credencial foi removida.
credential-use = Como as automações a usam
credential-use-lead = No editor ela é escolhida em uma lista; em um arquivo se escreve assim.
allowed-hosts = Hosts permitidos
allowed-hosts-help = A quais servidores os valores podem ir, um por linha: imap.example.org ou *.example.org. Nenhum: a qualquer um.
any-host = Qualquer um
any-host-warning = Qualquer um: uma automação pode enviar os valores a todo servidor. Nomear hosts é mais seguro.
attributes = Atributos
attributes-lead = Os valores são lacrados, e nunca mais mostrados a ninguém.
attributes-help = Para o que ela tem valores. Os valores são dados depois.
attributes-change-help = Quem tira um atributo, ou muda quem o informa, remove seus valores.
attribute-add = Adicionar atributo
attribute-number = Atributo { $number }
attribute-input = Quem informa
attribute-standard = Padrão: o mesmo para todos
attribute-user_provided = Informado pelo usuário: o de cada pessoa
attribute-typing = Digitação
attribute-masked = Mascarado
attribute-open = Visível ao digitar
value = Valor
values = Valores
values-given = Informados
values-missing =
    { $count ->
        [one] Falta um
       *[other] Faltam { $count }
    }
value-given = Informado
value-missing = Ainda sem valor
value-set = Dar um valor
value-replace = Substituir
value-own-go = Minhas credenciais
value-help = É lacrado ao salvar, e não é mostrado a mais ninguém, nem a você.
value-keep = Lacrar e salvar
value-kept = O valor está lacrado.
value-remove = Remover o valor
value-remove-title = Remover o valor de { $name }?
value-remove-ask = Ele some com tudo o que já foi, e não pode ser restaurado. As execuções que precisam dele falham.
value-removed = O valor foi removido.
value-versions = Versões
value-versions-of = Versões de { $name }
value-versions-lead = Quais valores teve e quando. Os valores não são mostrados; um deles pode voltar a valer.
value-version-number = Número
value-version-restored = { $number }, de novo o número { $of }
value-version-set = Informado em
value-version-by = Por
value-version-by-key = Quem tinha a chave
value-version-current = Vale agora
value-version-restore = Restaurar
value-version-restore-title = Restaurar o número { $number }?
value-version-restore-ask = As execuções passam a usar esse valor de novo. O de agora fica entre as versões.
value-version-restored-now = O valor voltou a valer.
reads = Quem a leu
reads-lead = Cada uso de um valor por uma execução é registrado.
reads-none = Nenhuma execução a usou ainda.

## Managing: People and roles

people = Pessoas
people-lead = Quem pode entrar. O que cada um pode fazer é dito por suas funções.
person-add = Adicionar pessoa
person-added = { $name } já pode entrar.
person-name-help = Com o que a pessoa entra; muitas vezes, o endereço dela.
person-first-password = Senha inicial
person-password-help = Pelo menos 12 caracteres. Informe por outro meio que não o e-mail, e peça que a mude.
person-roles-help = O que a pessoa pode fazer. Pode mudar a qualquer momento.
person-on = Ativa
person-off = Desativada
person-language-theirs = Como o navegador
person-is-you = Esta pessoa é você.
person-account = Conta
person-disable = Desativar
person-disable-title = Desativar { $name }?
person-disable-ask = As sessões e os tokens de API terminam na hora, e as execuções da pessoa não começam mais. Ela pode voltar a entrar depois.
person-enable = Deixar entrar de novo
person-roles-lead = Dadas e tiradas na hora, ao marcar.
person-password-lead = Para quem perdeu a sua. Todas as sessões da pessoa terminam.
person-password-give = Dar outra senha
person-password-given = A senha foi trocada. As sessões da pessoa terminaram.
person-factor-codes =
    { $count ->
        [0] Ativado; não resta código de recuperação.
        [one] Ativado; resta um código de recuperação.
       *[other] Ativado; restam { $count } códigos de recuperação.
    }
person-factor-none = A pessoa não ativou. Cada um ativa em Minhas configurações.
person-factor-off-title = Desativar o segundo fator de { $name }?
person-factor-off-ask = Para quem perdeu o celular e os códigos de recuperação. Confirme que é mesmo a pessoa quem pede.
person-sso-lead = Onde mais a pessoa entra. Os vínculos surgem sozinhos onde um provedor deixa as pessoas entrar.
person-sso-none = Ainda não há provedor. {"<link>"}Adicione um{"</link>"} para vincular pessoas.
person-sso-link-title = Vincular { $name } a { $provider }
person-sso-subject = Identificador
person-sso-subject-help = Como o provedor conhece a pessoa: a declaração “sub”, como o console dele mostra.
person-sso-linked = { $name } agora entra por { $provider }.
person-sso-unlinked = O vínculo foi desfeito.
person-sso-unlink-ask = { $name } não entra mais por { $provider }.
sessions-theirs = Onde a pessoa está conectada
sessions-none = Em lugar nenhum agora.
sessions-end = Encerrar todas as sessões
sessions-end-ask = { $name } precisa entrar de novo em todos os lugares. Os tokens de API ficam.
sessions-ended = As sessões terminaram.
session-end-theirs-ask = Quem a usa precisa entrar de novo.
tokens-theirs-lead = Com eles, programas entram em nome desta pessoa.
roles = Funções
roles-lead = Uma função é um conjunto de permissões; as pessoas têm quantas precisarem.
roles-matrix = Que função tem que permissão
permission = Permissão
role-add = Criar função
role-name-help = Como “Construtores do financeiro”. Não muda mais.
role-allows = Quem a tem pode
role-nothing = Por si só não permite nada; cofres e conexões podem nomeá-la.
role-change = Alterar
role-change-title = Função { $name }
role-remove = Remover a função
role-remove-title = Remover a função { $name }?
role-remove-ask = Ela é tirada de todos que a têm, dos cofres e das conexões.
role-removed = A função foi removida.
permission-help-manage_people = Adicionar pessoas, dar funções, definir senhas, login único. Leva a todas as outras permissões.
permission-help-view_connections = Ver as conexões OAuth, como estão e o que vence quando.
permission-help-manage_connections = Criar, alterar, entrar e remover. Exige também exibir.
permission-help-manage_lockers = Criar cofres. Quem é o quê em um deles é dito pelos proprietários.
permission-help-view_automations = Ler as automações e suas versões.
permission-help-edit_automations = Escrever, salvar e remover.
permission-help-run_automations = Iniciar execuções, em nome próprio.
permission-help-view_others_runs = Ver as execuções de outros, com mensagens e arquivos.
permission-help-view_audit = Pesquisar e exportar quem fez o quê.
permission-help-view_metrics = Ler os números para monitoramento.
permission-help-manage_settings = Alterar como esta Control Room funciona.
sso-add = Adicionar provedor
sso-providers-lead = As pessoas entram com a conta que já têm, em qualquer provedor OpenID Connect.
sso-empty = Ainda sem login único
sso-empty-text = Registre esta Control Room no seu provedor (Entra ID, Google, Keycloak, Okta …), e deixe os grupos dele terem funções aqui.
sso-issuer = Emissor
sso-makes-people-short = Cria pessoas
sso-ends-passwords-short = No lugar de senhas
sso-groups = Grupos e funções
sso-groups-lead = Quem está em um grupo tem estas funções. São dadas e tiradas a cada entrada; as outras ficam como estão.
sso-group = Grupo
sso-group-help = Como o provedor o chama; no Entra ID, o ID do objeto.
sso-group-roles-help = Que funções seus membros têm.
sso-group-number = Grupo { $number }
sso-group-add = Adicionar grupo
sso-where = No provedor
sso-where-lead = Registre lá um aplicativo web com esta URL de retorno de chamada, e copie o que ele mostrar. O que o emissor diz de si é lido ao salvar.
sso-who = Quem entra
sso-who-lead = Quem está vinculado sempre pode.
sso-field-name = Nome
sso-help-name = O que as pessoas escolhem ao entrar.
sso-field-issuer = Emissor
sso-help-issuer = Um endereço como https://login.example.org, abaixo do qual está sua descrição.
sso-field-client_id = ID do cliente
sso-help-client_id = Como o provedor conhece esta Control Room.
sso-field-secret = Segredo do cliente
sso-help-secret = Nunca é mostrado de novo.
sso-field-secret_in_body = O segredo vai no corpo da requisição
sso-help-secret_in_body = Só para provedores que o aceitam apenas ali.
sso-field-scopes = Escopos
sso-help-scopes = O que é pedido além de openid, um por linha.
sso-field-name_claim = Declaração com o nome
sso-help-name_claim = Como uma pessoa nova se chama aqui.
sso-field-groups_claim = Declaração com os grupos
sso-help-groups_claim = Como groups. Vazio: não informa nenhum.
sso-field-makes_people = Quem entra lá pode entrar aqui
sso-help-makes_people = Quem não é conhecido aqui é criado na primeira entrada. As funções vêm dos grupos, ou de você.
sso-field-ends_passwords = No lugar de uma senha
sso-help-ends_passwords = Quem está vinculado não entra mais com senha aqui.
sso-remove-title = Remover { $name }?
sso-remove-ask = Ninguém mais entra por ele; quem não tem senha fica de fora até você dar uma.
sso-removed = O provedor foi removido.

## Managing: Audit log

audit-lead = Quem fez o quê, e o que foi recusado. Ele só cresce: ninguém altera nem remove um registro.
audit-export = Exportar
audit-search = Pesquisar
audit-all = Mostrar tudo
audit-any = Qualquer
audit-text = Texto
audit-who = Quem
audit-what = O quê
audit-when = Quando
audit-way = Como
audit-kind = Sobre
audit-from = De
audit-until = Até
audit-outcome = Resultado
audit-refused = Recusado
audit-done = Feito
audit-about = Tudo sobre isto
audit-about-one = Só sobre uma coisa
audit-none = Nada foi encontrado
audit-none-text = Procure por menos, ou em outro período.
kind-audit-sign- = Entradas e saídas
kind-audit-person = Pessoas
kind-audit-role = Funções
kind-audit-sso = Login único
kind-audit-api-token = Tokens de API
kind-audit-session = Sessões
kind-audit-locker = Cofres
kind-audit-credential = Credenciais
kind-audit-connection = Conexões OAuth
kind-audit-automation = Automações
kind-audit-run = Execuções
kind-audit-settings = Configurações
kind-audit-notice = Avisos
way-session = No navegador
way-token = Com um token de API
way-terminal = No terminal
way-run = Por uma execução
way-network = Sem entrar
way-system = Por si mesma

## Managing: Settings

settings-lead = Como esta Control Room funciona, para todos.
settings-general = Servidores e execuções
settings-notices = Avisos
reach = O que ela pode alcançar
reach-lead = Servidores de automações, conexões, requisições web e avisos precisam estar na Internet pública, a menos que você diga o contrário.
reach-private = Redes privadas
reach-private-help = Se o seu servidor de e-mail está na sua rede: 10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7.
reach-machine = Esta máquina
reach-machine-help = Servidores na própria máquina da Control Room, como o ambiente de testes: 127.0.0.0/8, ::1.
runs-how = Execuções
runs-how-lead = Vale para as que começam a partir de agora.
runs-at-once = Execuções simultâneas
runs-at-once-help = Quantas ao mesmo tempo em cada processo. Com 0, as que forem iniciadas esperam.
runs-at-once-wanted = Escreva um número, 0 ou mais.
runs-zone-help = O fuso em que as automações escrevem datas e leem as que não indicam outro.
webhook = Webhook
webhook-lead = Os avisos também são enviados a este endereço, além de às pessoas a quem se destinam.
webhook-address = Endereço
webhook-address-help = Começa com https://, ou é desta máquina. Vazio: nada é enviado.
signing = Assinatura do webhook
signing-lead = Por ela o destinatário sabe que um aviso é daqui (Standard Webhooks).
signing-secret = Segredo
signing-help = 24 bytes ou mais, como são ou em Base64 após whsec_. Nunca é mostrado de novo.
signing-on = Os avisos são assinados.
signing-off = Os avisos não são assinados.
signing-make = Gerar um
signing-made = O novo segredo
signing-made-help = Copie-o agora para o destinatário, e depois salve.
signing-set = A partir de agora, os avisos são assinados com ele.
signing-remove = Não assinar mais
signing-remove-ask = Destinatários que verificam a assinatura passam a recusar os avisos.
signing-removed = Os avisos não são mais assinados.
notice = Aviso
notice-automation = Avisos por e-mail
notice-automation-lead = Uma automação que envia e-mail recebe cada aviso em suas variáveis to, subject e text.
notice-automation-help = O texto mais novo dela é executado em seu nome, até você escolher de novo.
notice-automation-none = Nenhuma: os avisos não saem por e-mail
notice-automation-now = { $path }, versão { $version }, em nome de { $person }: escolhida
deliveries = Entregas
deliveries-lead = O que aconteceu com cada aviso enviado.
deliveries-none = Nada foi enviado ainda.
delivery-arrived = Chegou
delivery-waiting = A caminho
delivery-given-up = Abandonada
delivery-tries =
    { $count ->
        [one] Uma tentativa
       *[other] { $count } tentativas
    }
delivery-again = Vai ser tentado de novo.
