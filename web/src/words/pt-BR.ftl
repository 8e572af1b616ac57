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
first-steps-lead = Ainda não há nenhuma automação. Nesta ordem você chega a uma.
first-steps-factor = Proteja a sua conta com um <link>código além da senha</link>.
first-vault = Guarde a senha de uma caixa de correio no <link>cofre</link>. Ela nunca mais é mostrada, e as automações a chamam pelo nome.
first-connection = Ou entre uma vez na Microsoft, no Google ou em outro provedor, com uma <link>conexão OAuth</link>.
first-automation = Escreva uma <link>automação</link>: o que deve acontecer com qual e-mail.
first-run = <link>Execute-a</link>. Uma simulação conta o que aconteceria e não altera nada.
first-sandbox = Sem uma caixa de correio à mão? Este comando inicia um servidor de e-mail de mentira nesta máquina e mostra como conectar-se a ele:
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
ends-token = Login
ends-secret = Segredo
ends-certificate = Certificado
ends-provider = Provedor

## Automations and the editor

## Runs

nav-runs = Execuções
nav-messages = Encontrar uma mensagem
yes = Sim
no = Não
any = Qualquer
any-time = A qualquer momento
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
run-waits = Está esperando
run-waits-until = Até
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
run-part-now = O que acontece
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
run-queued-at = Iniciada
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

