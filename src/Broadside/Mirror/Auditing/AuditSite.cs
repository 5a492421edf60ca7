using System.Runtime.CompilerServices;
using Broadside.Guard;
using Broadside.Guard.Keys;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Verifying;

namespace Broadside.Mirror.Auditing;

/// <summary>
/// Looks at the site as the world sees it, through its address and through each mirror: as a reader, as a search engine, as somebody who
/// comes from a search, and without scripts. Compares with the edition in the data folder, and names strange links word for word.
/// </summary>
internal sealed class AuditSite(EditionFolder own, KeyRing keys, TimeProvider time) : IAuditCheck
{
    // Chosen anew by chance each night: whoever changes a page does not know whether it is among them.
    private const int Sample = 400;
    private const int Looks = 60;
    private const int MostTold = 200;

    public string Code => "site";

    public async IAsyncEnumerable<AuditFinding> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (!File.Exists(own.Within(SignedPath.Statement)) || EditionStatement.Read(await File.ReadAllBytesAsync(own.Within(SignedPath.Statement), cancel)) is not { } edition)
        {
            yield break;
        }
        foreach (var address in edition.Mirrors.Prepend(edition.Site).Distinct(StringComparer.Ordinal))
        {
            var report = await LookAsync(address, keys.SitePublicKey, cancel);
            foreach (var former in keys.Retired.Where(IsHeldStill))
            {
                report = report.Findings.Any(f => f.Code == "key") ? await LookAsync(address, former.Line, cancel) : report;
            }
            foreach (var finding in report.Findings.Take(MostTold))
            {
                yield return new AuditFinding(address, $"{finding.Code}: {address.TrimEnd('/')}/{finding.Path}: {finding.Message}");
            }
            if (report.Findings.Count == 0 && !report.CouldTell)
            {
                yield return new AuditFinding(address, $"site: {address} could not be looked at: {string.Join(' ', report.Notes)}", IsFault: false);
            }
        }
    }

    private Task<VerifyReport> LookAsync(string address, string key, CancellationToken cancel) =>
        new VerifyEdition(time).RunAsync(new VerifyAsk { Place = address, Key = MinisignKey.Read(key), Sample = Sample, Looks = Looks, Signed = SignedAsync }, cancel);

    // A mirror that the turn of the key has not reached yet is late, and serves nothing foreign: what that key signed holds no longer than this.
    private bool IsHeldStill(RetiredKey key) => key.IsBelieved && key.RetiredAt > time.GetUtcNow() - IssueEdition.Life;

    private async Task<byte[]?> SignedAsync(SignedFile file, CancellationToken cancel)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(own.Within(file.Path), cancel);
            return CanonicalJson.Sha256(bytes) == file.Sha256 ? bytes : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
