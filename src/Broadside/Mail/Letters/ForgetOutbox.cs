using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Routes;

namespace Broadside.Mail.Letters;

/// <summary>Deletes from <c>outbox/</c> the mail to those who are forgotten. The job names them by a keyed hash: no address outlives its person in the queue.</summary>
public sealed class ForgetOutbox(DataFolder folder, Secrets secrets) : IJob
{
    public const string JobKind = "forget outbox";

    private const string Field = "Delivered-To:";

    private readonly Lazy<byte[]> key = new(() => secrets.KeyFor("outbox"));

    public string Kind => JobKind;

    public bool IsLong => true;

    /// <summary>Whether anything was ever written there.</summary>
    public bool IsUsed => Directory.Exists(OutboxLine.Folder(folder));

    /// <param name="Marks">What stands for their addresses.</param>
    public sealed record Whose(IReadOnlyList<string> Marks);

    public Whose Of(IEnumerable<string> addresses) => new([.. addresses.Select(MarkOf)]);

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var marks = JsonSerializer.Deserialize<Whose>(payload, CanonicalJson.Options)!.Marks.ToHashSet(StringComparer.Ordinal);
        if (!IsUsed)
        {
            return;
        }
        foreach (var file in Directory.EnumerateFiles(OutboxLine.Folder(folder), "*.eml", SearchOption.AllDirectories))
        {
            if (await RecipientAsync(file, cancel) is { } recipient && marks.Contains(MarkOf(recipient)))
            {
                File.Delete(file);
            }
        }
    }

    // The outbox line writes the envelope on top.
    private static async Task<string?> RecipientAsync(string file, CancellationToken cancel)
    {
        using var reader = new StreamReader(file);
        while (await reader.ReadLineAsync(cancel) is { Length: > 0 } line)
        {
            if (line.StartsWith(Field, StringComparison.OrdinalIgnoreCase))
            {
                return line[Field.Length..].Trim();
            }
        }
        return null;
    }

    private string MarkOf(string address) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(WireAddress.Of(address).ToLowerInvariant())));
}
