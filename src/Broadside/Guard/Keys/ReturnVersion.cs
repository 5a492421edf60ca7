using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Guard.Keys;

/// <summary>Makes an earlier version of any subject live again, as a new version that says the same.</summary>
public sealed class ReturnVersion(VersionStore versions, VersionSeal seal, IEnumerable<IVersionReturn> modules)
{
    /// <summary>Ends the caller's transaction.</summary>
    public async Task RunAsync(NewsroomDb db, IWriting writing, string subject, VersionRow? version, Actor who, string why, CancellationToken cancel)
    {
        if (modules.FirstOrDefault(m => m.Takes(subject)) is { } module)
        {
            await module.ReturnAsync(db, writing, subject, version, who, why, cancel);
            return;
        }
        var envelope = version is null ? null : seal.Read(version);
        var draft = new VersionDraft
        {
            Subject = subject,
            Content = version?.ContentBytes() ?? CanonicalJson.Bytes(new { v = 1, removed = subject }),
            Kind = version?.Kind ?? VersionKind.Remove,
            Who = who,
            Why = why,
            Hosts = envelope?.Hosts ?? [],
            Card = envelope?.Card,
        };
        await versions.CommitAsync(db, writing, [draft], cancel);
    }
}
