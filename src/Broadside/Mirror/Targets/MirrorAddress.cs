using System.Text.RegularExpressions;
using Broadside.Kit;
using Microsoft.AspNetCore.WebUtilities;

namespace Broadside.Mirror.Targets;

/// <summary>Where a mirror's files are sent, as a person writes it: <c>sftp://USER@HOST/PATH</c> and its kin. Never holds a password.</summary>
public sealed partial record MirrorAddress
{
    public const string Examples = "file:///media/stick/site, sftp://user@host/path, rsync://host/module/path, user@host:path, s3://bucket/prefix?endpoint=https://…, davs://host/path";

    private const int Longest = 500;

    public required MirrorKind Kind { get; init; }

    /// <summary>As it is kept and shown.</summary>
    public required string Text { get; init; }

    /// <summary>The host's name; of S3 that of the endpoint, empty for a folder.</summary>
    public string Host { get; private init; } = "";

    /// <summary>Null: the usual one.</summary>
    public int? Port { get; private init; }

    public string User { get; private init; } = "";

    /// <summary>Without a slash at the end. Of SFTP and rsync over SSH a path that does not begin with one starts at the user's home; of rsync's daemon it begins with the module.</summary>
    public string Path { get; private init; } = "";

    /// <summary>rsync over SSH.</summary>
    public bool IsSsh { get; private init; }

    /// <summary>Whether the bytes travel unencrypted.</summary>
    public bool IsPlain => Kind == MirrorKind.WebDav && Base!.Scheme == Uri.UriSchemeHttp || Kind == MirrorKind.S3 && Base!.Scheme == Uri.UriSchemeHttp || (Kind == MirrorKind.Rsync && !IsSsh);

    public string Bucket { get; private init; } = "";

    public string Region { get; private init; } = "";

    /// <summary>Of WebDAV the folder's address with a slash at the end, of S3 the endpoint's.</summary>
    public Uri? Base { get; private init; }

    public static Outcome<MirrorAddress> Parse(string? written)
    {
        var text = (written ?? "").Trim();
        if (text.Length is 0 or > Longest || text.Any(char.IsControl))
        {
            return Refuse($"Write where the files go, as one of {Examples}.");
        }
        if (text.StartsWith('/'))
        {
            return Folder(text);
        }
        if (Shorthand().Match(text) is { Success: true } short_)
        {
            return Made(new MirrorAddress { Kind = MirrorKind.Rsync, IsSsh = true, Text = text, User = short_.Groups[1].Value, Host = short_.Groups[2].Value, Path = short_.Groups[3].Value.TrimEnd('/') });
        }
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            return Refuse($"Write where the files go, as one of {Examples}.");
        }
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            return Refuse("Leave the password out of the address; it is asked for by itself.");
        }
        return uri.Scheme switch
        {
            "file" when uri.Host.Length == 0 => Folder(Uri.UnescapeDataString(uri.AbsolutePath)),
            "sftp" => Ssh(uri, MirrorKind.Sftp),
            "rsync+ssh" => Ssh(uri, MirrorKind.Rsync),
            "rsync" => Made(Of(uri, MirrorKind.Rsync) with { Path = PathOf(uri).Trim('/') }),
            "s3" => S3(uri),
            "dav" or "davs" => Dav(uri),
            _ => Refuse($"{uri.Scheme}: is no way to a mirror that is known. Known are {Examples}."),
        };
    }

    private static Outcome<MirrorAddress> Folder(string path) =>
        Made(new MirrorAddress { Kind = MirrorKind.Folder, Text = "file://" + path.TrimEnd('/'), Path = path.TrimEnd('/') });

    private static Outcome<MirrorAddress> Ssh(Uri uri, MirrorKind kind)
    {
        if (uri.UserInfo.Length == 0)
        {
            return Refuse("Say as whom to sign in there, as sftp://user@host/path.");
        }
        var path = PathOf(uri).TrimEnd('/');
        return Made(Of(uri, kind) with { IsSsh = kind == MirrorKind.Rsync, Path = path.StartsWith("/~/", StringComparison.Ordinal) ? path[3..] : path });
    }

    private static Outcome<MirrorAddress> S3(Uri uri)
    {
        var query = QueryHelpers.ParseQuery(uri.Query);
        if (query.Keys.Any(k => k is not ("endpoint" or "region")))
        {
            return Refuse("After the ? of an S3 address stand endpoint and region alone; the keys are asked for by themselves.");
        }
        var named = query.TryGetValue("endpoint", out var given) ? given.ToString() : "https://s3.amazonaws.com";
        if (!Uri.TryCreate(named, UriKind.Absolute, out var endpoint) || !IsWeb(endpoint) || endpoint.AbsolutePath != "/")
        {
            return Refuse("The endpoint of S3 is an address that begins with https://.");
        }
        return Made(new MirrorAddress
        {
            Kind = MirrorKind.S3,
            Text = uri.OriginalString,
            Host = endpoint.Host,
            Port = endpoint.Port,
            Base = endpoint,
            Bucket = uri.Host,
            Path = PathOf(uri).Trim('/'),
            Region = query.TryGetValue("region", out var region) ? region.ToString() : "us-east-1",
        });
    }

    private static Outcome<MirrorAddress> Dav(Uri uri)
    {
        var isPlain = uri.Scheme == "dav";
        var port = uri.Port > 0 ? uri.Port : isPlain ? 80 : 443;
        var folder = new UriBuilder(isPlain ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, uri.Host, port, uri.AbsolutePath.TrimEnd('/') + "/").Uri;
        return IsWeb(folder)
            ? Made(Of(uri, MirrorKind.WebDav) with { Path = PathOf(uri).Trim('/'), Base = folder, Port = port })
            : Refuse("dav:// would send password and files readable by everybody on the way; write davs://.");
    }

    private static MirrorAddress Of(Uri uri, MirrorKind kind) =>
        new() { Kind = kind, Text = uri.OriginalString.TrimEnd('/'), Host = uri.Host, Port = uri.Port > 0 ? uri.Port : null, User = Uri.UnescapeDataString(uri.UserInfo) };

    // Unencrypted only to this machine and to onion services, whose way is encrypted by itself.
    private static bool IsWeb(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (uri.IsLoopback || uri.Host.EndsWith(".onion", StringComparison.Ordinal)));

    private static string PathOf(Uri uri) => Uri.UnescapeDataString(uri.AbsolutePath);

    // Host, user and path go to other programs as arguments: none of them may be read as an option, or as a way out of the folder.
    private static Outcome<MirrorAddress> Made(MirrorAddress made)
    {
        if (made.Path.Split('/').Contains("..") || made.Path.StartsWith('-') || made.Path.Any(char.IsControl))
        {
            return Refuse("The path may not hold .. nor begin with a dash.");
        }
        if (made.Kind != MirrorKind.S3 && made.Path.Length == 0 && made.Kind != MirrorKind.WebDav)
        {
            return Refuse("Name the folder that the files go to: a mirror has a folder of its own.");
        }
        if (made.Kind != MirrorKind.Folder && (made.Host.Length == 0 || !(Name().IsMatch(made.Host) || Uri.CheckHostName(made.Host.Trim('[', ']')) == UriHostNameType.IPv6)))
        {
            return Refuse("The host's name cannot be read.");
        }
        if (made.User.Length > 0 && !Name().IsMatch(made.User))
        {
            return Refuse("The user's name may hold letters, digits, dots, dashes and underscores.");
        }
        return made.Kind == MirrorKind.S3 && !Name().IsMatch(made.Bucket) ? Refuse("Write s3://BUCKET/PREFIX?endpoint=https://….") : made;
    }

    private static Refusal Refuse(string message) => new("mirror_address", message, "address");

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A([A-Za-z0-9_][A-Za-z0-9._-]*)@([A-Za-z0-9][A-Za-z0-9.-]*):(?!//)(.+)\z")]
    private static partial Regex Shorthand();
}
