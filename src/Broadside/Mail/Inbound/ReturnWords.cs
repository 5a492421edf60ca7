using System.Text.RegularExpressions;

namespace Broadside.Mail.Inbound;

/// <summary>What servers' own words mean where their codes say nothing. The order is that of caution: what speaks of us, or of now, is heard before what ends a subscription.</summary>
internal static class ReturnWords
{
    // Before all else: who counts our connections says nothing of what we send, whatever it calls that.
    private static readonly Regex Pace = Any("frequency limit|rate.?limit|too many (?:concurrent )?(?:connections|sessions)");

    private static readonly Regex Us = Any(
        "unwanted|\\sip ?= ?\\d+\\.|blocked|blacklist|black list|block list|blocklist|dnsbl|\\brbl\\b|spamhaus|spamcop|reputation|\\bspam\\b|spammer|unsolicited|bulk mail|junk",
        "\\bspf\\b|\\bdkim\\b|\\bdmarc\\b|sender id|sender policy|authentication (?:required|failed|checks)|not authenticated|unauthenticated|client was not authenticated",
        "relay(?:ing)? (?:denied|not permitted|not allowed|access denied)|not permitted to relay|cannot relay|unable to relay|we do not relay|relaying|mail relay",
        "reverse dns|\\bptr\\b|\\brdns\\b|reverse hostname|reverse mapping|no reverse|client host rejected|cannot find your (?:reverse )?hostname|fcrdns",
        "sender (?:address )?(?:rejected|denied|refused|verify|domain)|(?:invalid|bad|unknown|unresolvable) sender|sender (?:is )?(?:unknown|invalid|not (?:found|valid|exist))|domain of sender|sender's domain|bounce address|valid from:|(?:after|reply to) mail from",
        "poli(?:cy|cies)|access denied|not allowed to send|not authorized|not authorised|permission denied|administratively|administrative prohibition|refused to accept mail from|do not accept mail from|denied by|prohibited|contains? (?:a )?virus|infected|malware|banned|content rejected|message (?:content )?rejected|rejected due to|not rfc|non.?compliant|smtp server of your isp|smtp auth|protocol violation|invalid ip for|rejected by (?:the )?(?:content|filter|rule)");

    private static readonly Regex Later = Any(
        "full\\b|over.?quota|quota|exceed|too large|too big|insufficient|out of (?:space|storage)|size limit|not enough (?:space|storage)",
        "tim(?:ed?|ing).?out|try again|tempor|later|delayed|deferred|retry|greylist|graylist|too many|throttl|rate limit|connection (?:refused|reset|lost|dropped|closed)|could not connect|unable to connect|not responding|no route|unreachable|has been (?:queued|on queue)|expired|aborted after|malformed or unexpected|undeliverable for|too long|4\\.\\d\\.\\d|loop|hop count|configuration|local configuration|lost connection",
        "suspend|disabled|inactive|deactivat|restrict|out of office|on vacation|away|preferences");

    private static readonly Regex Nobody = Any(
        "(?:no|not a(?:n)?|not) (?:such |valid |known |longer valid |existing |local )?(?:user|mailbox|recipient|address|account|person|addressee|alias|mail ?drop)",
        "(?:user|mailbox|recipient|address|account|addressee|alias|member|subscriber|destinatario|usuario|e-?mail)(?: address)?(?:\\(s\\))?[^.\\n]{0,60}?(?: is| was| has| does| do|\\(s\\)|:|)\\s*(?:been )?(?:unknown|not (?:found|exist|known|valid|recognized|recognised|listed|unique|in (?:the )?(?:directory|address book)|a valid|have an account|here)|doesn'?t (?:exist|have)|nonexistent|non.existent|invalid|no longer (?:exists?|valid|available|active|here|works)|unavailable|undeliverable|closed|removed|discontinued|never logged|desconocido|no existe)",
        "(?:unknown|invalid|nonexistent|non.existent|bad|undefined|illegal|incorrect|wrong|unrouteable|unroutable) (?:local |final delivery )?(?:user|userid|host|mailbox|recipient|address|account|addressee|destination (?:mailbox|address)|alias|local.part|e-?mail)",
        "does not exist|do(?:es)? not (?:have|match)[^.\\n]{0,30}(?:account|mailbox|user|recipient)|doesn'?t have an? [^.\\n]{0,30}account|no mailbox here|not listed in|no se encuentra|unbekannt|no longer (?:with|works|employed)|has left|isn'?t a valid|not our customer|no account|unknown user|user unknown|names? (?:and address )?not found|could not be found|couldn'?t be found|wasn'?t found|not found (?:at|in)",
        "host (?:or domain name )?(?:unknown|not found)|(?:domain|host)(?: name)?[^\n]{0,60} (?:not found|unknown|does(?: not|n'?t) exist|doesn'?t accept|does not accept mail|not accept mail|could not be found|couldn'?t be found|invalid)|name or service not known|no such (?:domain|host)|unknown (?:domain|host)|nxdomain|null mx|no (?:mx|mail exchanger)|couldn'?t find (?:a mail exchanger|any host)|bad destination|could not find a gateway|unrouteable mail domain|address lookup failed|domain does not exist|has moved|moved to|new address|is not a valid",
        "(?:リスト|ディレクトリ|アドレス|ユーザー?|宛先)[^。\\n]{0,30}(?:見つかりません|存在しません)|リストに(?:は)?ありません|(?:ユーザー?|宛先)(?:が|は)?不明|(?:用户|收件人|邮箱)[^。\\n]{0,12}不存在|пользовател[^.\\n]{0,40}не найден|(?:utilisateur|destinataire|adresse) (?:inconnu|introuvable)|(?:usuario|endereço|destinatário)[^.\\n]{0,30}(?:não existe|desconhecido|inexistente)|(?:empfänger|benutzer)[^.\\n]{0,30}(?:unbekannt|existiert nicht)");

    /// <summary>What they mean; nothing where they say nothing that is known here.</summary>
    public static MailReturn? Meaning(string words) =>
        Pace.IsMatch(words) ? MailReturn.Soft
        : Us.IsMatch(words) ? MailReturn.Policy
        : Later.IsMatch(words) ? MailReturn.Soft
        : Nobody.IsMatch(words) ? MailReturn.Hard
        : null;

    private static Regex Any(params string[] ways) => new(string.Join('|', ways), RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
