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
password-again = A senha outra vez
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
password-old = A senha atual
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
session-end-ask = Quem a usa terá de entrar de novo. Se for a deste navegador, será você.

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
notice-new = Novo:

## Overview

home-title = Olá, { $name }
home-lead = Antes de tudo, o que precisa de atenção.
first-steps = Primeiros passos
first-steps-lead = Ainda não há nenhuma automação. Até que haja uma, vale a pena fazer isto.
first-steps-factor = Proteja a sua conta com um código além da senha.
failing = Automações com falha
failing-lead = Aquelas cuja última execução não deu certo.
failing-none = Nenhuma: a última execução de cada automação deu certo.
want-somebody = Conexões que precisam de alguém
want-somebody-lead = Elas não funcionam até alguém fazer o login ou consertá-las.
want-somebody-none = Nenhuma: todas as conexões compartilhadas funcionam.
expiries = O que termina em breve
expiries-lead = Logins, segredos, certificados e o que os provedores anunciaram.
expiries-none = Nada do que se sabe termina em breve.
ends-token = Login
ends-secret = Segredo
ends-certificate = Certificado
ends-provider = Provedor

## Automations and the editor

nav-automations = Automações
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
editor-list-help = A ação que você escolher agora vira a última etapa daqui.
editor-off = Desativada
editor-switch-on = Ativar
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
editor-way-as-list = Um de vários
editor-way-as-form = Em detalhe
editor-way-as-value = Um valor
editor-token-shared = um token para todas as execuções
editor-token-user_specific = cada pessoa entra com a própria conta
editor-look-folders = Olhar na caixa de correio de { $session }
editor-folders-found = { $count ->
    [one] Uma pasta encontrada: abra a lista.
   *[other] { $count } pastas encontradas: abra a lista.
}
editor-test-connection = Testar conexão
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
editor-no-subject = (sem assunto)
editor-has-attachments = Tem anexos
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
editor-conflict-text = É assim que o texto dela viraria o seu. Salvar o seu faz dele a versão mais nova; o dela fica entre as versões.
editor-keep-mine = Salvar o meu
editor-take-theirs = Ficar com o dela
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

## Managing

