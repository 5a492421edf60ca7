using MimeKit;

namespace Broadside.Tests.Subscribers;

/// <summary>The mail that left a newsroom without any relay: files in its outbox, oldest first.</summary>
internal static class Outbox
{
    public static IReadOnlyList<MimeMessage> Of(string folder) =>
        Directory.Exists(Path.Combine(folder, "outbox"))
            ? [.. new DirectoryInfo(Path.Combine(folder, "outbox")).EnumerateFiles("*.eml", SearchOption.AllDirectories).OrderBy(f => f.CreationTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).Select(f => MimeMessage.Load(f.FullName))]
            : [];

    public static IReadOnlyList<MimeMessage> To(string folder, string address) => [.. Of(folder).Where(m => m.Headers["Delivered-To"] == address)];

    /// <summary>The path of the link in a message that begins so, as "/subscribe/confirm/".</summary>
    public static string Link(this MimeMessage message, string start) =>
        message.TextBody!.Split('\n', '\r').Select(l => l.Trim()).Where(l => Uri.TryCreate(l, UriKind.Absolute, out _)).Select(l => new Uri(l).AbsolutePath).Single(p => p.StartsWith(start, StringComparison.Ordinal));
}
