//! The same help in Chinese. A test fails when a command or an option has no Chinese line.

use clap::Command;

const EXIT_CODES: &str = "退出码：0 完成；1 完成但发现问题；2 无法读取数据库；3 有行未通过（import --strict）；\
4 系统没有应答；5 本地文件或进程出错；6 无权操作；64 命令行有误。";

const IMPORT_NOTE: &str = "按表头识别各列（中英文均可），不认识的列忽略。--map 可用的字段：external_id、subject、\
body、received_at、place、category、class、persons、name、id_number、phone、address、ignore。没有时区的时间按\
北京时间。必须有主题列。";

const VERIFY_NOTE: &str = "退出码：0 一切正常；1 发现问题；2 无法读取数据库。";

/// (path of commands, "" for the command itself or the option's name, the line).
const LINES: &[(&str, &str, &str)] = &[
    ("", "", "回音：信访事项管理系统的各项服务与运维命令"),
    ("", "lang", "命令行的语言（默认按系统区域设置）"),
    ("", "data", "实例的数据目录；运行中的实例在其中留有地址和令牌"),
    ("service", "", "在前台运行一个服务，收到 SIGTERM 后停止"),
    ("service", "name", "intake、routing、supervision、alerts、ledger、exchange 或 console"),
    ("dev", "", "在本机运行一个完整实例"),
    ("dev prepare", "", "创建目录、密钥和消息服务配置，不启动任何进程"),
    ("dev up", "", "启动未运行的进程，等待全部就绪，写入演示数据后返回"),
    ("dev run", "", "与 up 相同，然后停留，按 Ctrl-C 全部停止"),
    ("dev down", "", "停止 up 启动的全部进程"),
    ("dev status", "", "显示各进程是否运行、是否就绪（未就绪时退出码 1）"),
    ("dev status", "json", "输出 JSON"),
    ("secrets", "", "容器部署所用的密钥和口令"),
    ("secrets init", "", "在目录中生成 docker-compose.yml 挂载的文件；已有的保持不变"),
    ("secrets init", "dir", "目录"),
    ("secrets init", "instance", "实例的短代码"),
    ("secrets init", "database", "各服务的数据存放在哪里"),
    ("secrets init", "group", "可以读取这些文件的组号，即容器运行时的组"),
    ("demo", "", "演示数据：一个虚构的县"),
    ("demo seed", "", "通过接口写入虚构县的数据；再次运行不会重复写入"),
    ("drill", "", "演练与压测：一次产生大量虚构事项"),
    ("drill seed", "", "批量登记虚构事项；用同一种子再次运行会接着上次继续"),
    ("drill seed", "cases", "最终应有多少件由这个种子产生的事项"),
    ("drill seed", "seed", "同一种子产生同样的事项"),
    ("drill seed", "among_others", "允许与并非演练产生的事项混在一起；虚构事项无法再取出"),
    ("drill seed", "no_wait", "登记完即返回，不等其他服务跟上"),
    ("import", "", "把 CSV 文件各行登记为信访事项；可中断后再次运行"),
    ("import", "file", "文件：UTF-8（有无 BOM 均可），首行为表头"),
    (
        "import",
        "channel",
        "来源渠道：letter、visit、call、online、leader_reception、from_above、sweep、suggestion",
    ),
    ("import", "map", "把某列当作某字段读取；可多次给出"),
    ("import", "json", "以 JSON 输出结果，不显示进度"),
    ("import", "source", "该来源的固定名称（默认为不带后缀的文件名）"),
    ("import", "concurrency", "同时进行的请求数"),
    ("import", "rejected", "未通过的行写到哪里（默认为当前目录下的 <文件名>.rejected.csv）"),
    ("import", "strict", "有行未通过时以 3 退出"),
    ("verify", "", "读取全部数据库并比对：每件在各处恰有一份，无缺号，时限和提醒各一次"),
    ("verify", "json", "输出 {ok, cases, problems: [{check, service, detail}]}"),
    ("verify", "settle", "等待在途事件的秒数"),
    ("verify", "databases", "使用 PostgreSQL 时：记有各服务数据库地址的文件（默认 secrets/databases.json）"),
    ("dead-letters", "", "服务无法理解的消息"),
    ("dead-letters list", "", "列出等待处理的消息（每个服务最多 200 条）"),
    ("dead-letters list", "json", "输出 JSON"),
    ("dead-letters replay", "", "请服务重试；成功后该事项继续办理"),
    ("dead-letters replay", "service", "消息所在的服务"),
    ("dead-letters replay", "producer", "发出事件的服务，与 --seq 同用；都不给则重试全部"),
    ("dead-letters replay", "seq", "事件在发出方日志中的序号"),
    ("healthcheck", "", "地址返回成功则以 0 退出，否则为 1"),
    ("healthcheck", "url", "例如 http://127.0.0.1:8080/readyz"),
    ("openapi", "", "输出或写出接口文档（OpenAPI）"),
    ("openapi", "service", "intake、routing、supervision、alerts、ledger、exchange 或 console"),
    ("openapi", "all", "全部服务；需要 --out"),
    ("openapi", "out", "把 <服务>.json 写入该目录，而不是输出"),
    ("event-map", "", "输出或写出事件图：谁发布，谁读取"),
    ("event-map", "out", "写入该文件，而不是输出"),
];

/// The options of `dev prepare`, `up` and `run`.
const DEV_LINES: &[(&str, &str)] = &[
    ("port", "控制台端口；其余端口由系统选择"),
    ("host", "控制台监听的地址"),
    ("instance", "实例的短代码"),
    ("drill", "业务时间加快的倍数：1440 即一分钟为一天"),
    ("database", "各服务的数据存放在哪里"),
    ("postgres_url", "使用 PostgreSQL 时：可以建库的数据库地址，每个服务一个库"),
    ("postgres_url_file", "同上，写在其他用户无法读取的文件里"),
    ("nats_server", "消息服务程序（2.12 或更新）"),
    ("mail_sink", "接收领导邮件的命令，并把地址写到 $HUIYIN_RUN_DIR/mailbox.json"),
    ("no_demo", "不写入演示数据，也没有演示用户"),
];

/// The command line with its help in Chinese.
pub(crate) fn translate(command: Command) -> Command {
    let command = at(command, "");
    command.after_help(EXIT_CODES)
}

fn at(mut command: Command, path: &str) -> Command {
    if let Some(line) = line(path, "") {
        command = command.about(line);
    }
    match path {
        "import" => command = command.after_help(IMPORT_NOTE),
        "verify" => command = command.after_help(VERIFY_NOTE),
        _ => {}
    }
    let options: Vec<String> = command.get_arguments().map(|option| option.get_id().to_string()).collect();
    for option in options {
        if let Some(line) = line(path, &option) {
            command = command.mut_arg(option, |arg| arg.help(line));
        }
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let path = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(name, |sub| at(sub, &path));
    }
    command
}

fn line(path: &str, option: &str) -> Option<&'static str> {
    let exact =
        LINES.iter().find(|(known, name, _)| *known == path && *name == option).map(|(_, _, line)| *line);
    exact.or_else(|| {
        let dev = matches!(path, "dev prepare" | "dev up" | "dev run");
        let found = dev.then(|| DEV_LINES.iter().find(|(name, _)| *name == option)).flatten();
        found.map(|(_, line)| *line)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn untranslated(command: &Command, path: &str, missing: &mut Vec<String>) {
        if line(path, "").is_none() {
            missing.push(format!("{path:?}"));
        }
        for option in command.get_arguments() {
            if line(path, option.get_id().as_str()).is_none() {
                missing.push(format!("{path:?} {}", option.get_id()));
            }
        }
        for sub in command.get_subcommands() {
            let name = sub.get_name();
            let path = if path.is_empty() { name.to_owned() } else { format!("{path} {name}") };
            untranslated(sub, &path, missing);
        }
    }

    #[test]
    fn every_command_and_option_has_chinese_help() {
        let mut missing = Vec::new();
        untranslated(&Cli::command(), "", &mut missing);
        assert_eq!(missing, Vec::<String>::new());
        translate(Cli::command()).debug_assert();
    }
}
