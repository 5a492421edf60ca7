namespace Broadside.Site.Running;

/// <summary>The unit by which systemd keeps a newsroom running, with no more rights than it needs.</summary>
public static class ServiceUnit
{
    private const string Usual = "/var/lib/broadside";
    private const string Backups = "/var/backups/broadside";

    /// <param name="program">Path of the program.</param>
    /// <param name="data">Path of the data folder.</param>
    /// <param name="user">Who runs it; the user exists already.</param>
    /// <param name="url">What <c>serve --url</c> gets; null: nothing.</param>
    public static string Write(string program, string data, string user, string? url) => $"""
        [Unit]
        Description=Broadside newsroom
        After=network-online.target postgresql.service
        Wants=network-online.target
        # It is started again for ever: a site that gives up is down.
        StartLimitIntervalSec=0

        [Service]
        # It says when it answers. A large newsroom reads for a while before.
        Type=notify
        NotifyAccess=main
        TimeoutStartSec=15min
        User={user}
        Group={user}
        ExecStart={Quoted(program)} serve --data {Quoted(data)}{(url is null ? "" : $" --url {Quoted(url)}")}
        # Settings as BROADSIDE__KIT__ADDRESS=https://example.org, one a line. Secrets are better named by …_FILE.
        EnvironmentFile=-/etc/broadside/environment
        Restart=always
        RestartSec=5
        TimeoutStopSec=30
        LimitNOFILE=65536
        UMask=0027
        {(data == Usual ? "StateDirectory=broadside\nStateDirectoryMode=0750" : $"ReadWritePaths={Quoted(data)}")}
        # Where the package has each night's backup go. For another folder: systemctl edit broadside, and a line like this one.
        ReadWritePaths=-{Backups}
        # One file holds the program; the libraries that the system must see as files are unpacked here.
        CacheDirectory=broadside
        Environment=DOTNET_BUNDLE_EXTRACT_BASE_DIR=/var/cache/broadside
        # A server that leaves memory to others (512 MB as the collector sees it), and no door for debuggers.
        Environment=DOTNET_GCTotalPhysicalMemory=20000000
        Environment=DOTNET_EnableDiagnostics=0

        # The one right beyond an ordinary user's: ports 80 and 443.
        AmbientCapabilities=CAP_NET_BIND_SERVICE
        CapabilityBoundingSet=CAP_NET_BIND_SERVICE
        NoNewPrivileges=yes
        ProtectSystem=strict
        ProtectHome={(IsAtHome(program) || IsAtHome(data) ? "read-only" : "yes")}
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectClock=yes
        ProtectControlGroups=yes
        ProtectHostname=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        ProtectProc=invisible
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        RemoveIPC=yes
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallErrorNumber=EPERM
        # MemoryDenyWriteExecute is not here: the program is compiled while it runs.

        [Install]
        WantedBy=multi-user.target

        """;

    private static bool IsAtHome(string path) => path.Split('/') is [_, "home" or "root", ..];

    // systemd.syntax(7): quotes hold blanks together, and a per cent sign stands for itself when doubled.
    private static string Quoted(string text)
    {
        text = text.Replace("%", "%%", StringComparison.Ordinal);
        return text.All(c => char.IsAsciiLetterOrDigit(c) || "/._-:%[]".Contains(c, StringComparison.Ordinal)) ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
