using System.Globalization;
using System.Text.Json;
using Broadside.Digest.Ledger;
using Broadside.Jobs;
using Broadside.Kit;

namespace Broadside.Digest.Scheduling;

/// <summary>Sends what is due of one digest, beside everything else.</summary>
public sealed class SendDigestJob(SendDigest send) : IJob
{
    public const string JobKind = "digest.send";

    public string Kind => JobKind;

    public bool IsLong => true;

    public static string Key(long number) => string.Create(CultureInfo.InvariantCulture, $"{JobKind} {number}");

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var which = JsonSerializer.Deserialize<Which>(payload, CanonicalJson.Options)!;
        // A refusal means that it is paused or has ended: nothing to do.
        await send.RunAsync(which.Number, everything: false, null, cancel);
    }

    public sealed record Which(long Number);
}
