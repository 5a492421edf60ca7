using System.Text;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Mirror.Verifying;

/// <summary>An edition whose signature was looked at: what it lists, what it says of itself, who signed it, and the three files as they were.</summary>
internal sealed record SignedEdition(SignedSums Sums, EditionStatement Statement, MinisignKey Key, byte[] SumsFile, byte[] SignatureFile, byte[] StatementFile);

/// <param name="Edition">Null where it cannot be read or its signature does not hold.</param>
/// <param name="Findings">What is wrong with it.</param>
/// <param name="Notes">What is worth knowing.</param>
/// <param name="CouldTell">False where the place did not answer.</param>
internal sealed record EditionReading(SignedEdition? Edition, IReadOnlyList<VerifyFinding> Findings, IReadOnlyList<string> Notes, bool CouldTell = true);

/// <summary>Reads the three files that stand for an edition and judges them: signature, key, whether they belong together, expiry.</summary>
internal static class ReadEdition
{
    private const int MostSmall = 4 << 20;

    // A clock that is a little behind the outlet's own is no reason to speak.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(15);

    /// <param name="source">Where it lies.</param>
    /// <param name="pinned">The key that it must be signed by: the site's, or the root's, which then must have certified the site's. Null: any.</param>
    /// <param name="now">For expiry.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<EditionReading> RunAsync(IEditionSource source, MinisignKey? pinned, DateTimeOffset now, CancellationToken cancel)
    {
        var sumsFile = await source.ReadAsync(SignedPath.Sums, SignedSums.MostBytes, cancel);
        var signatureFile = await source.ReadAsync(SignedPath.Signature, MostSmall, cancel);
        var statementFile = await source.ReadAsync(SignedPath.Statement, MostSmall, cancel);
        foreach (var (path, read) in new[] { (SignedPath.Sums, sumsFile), (SignedPath.Signature, signatureFile), (SignedPath.Statement, statementFile) })
        {
            if (Unread(path, read) is { } reading)
            {
                return reading;
            }
        }
        var sums = SignedSums.Read(sumsFile.Body!);
        if (!sums.IsDone)
        {
            return Bad("malformed", SignedPath.Sums, sums.Refusal.Message);
        }
        if (MinisignSignature.Read(Encoding.UTF8.GetString(signatureFile.Body!)) is not { } signature)
        {
            return Bad("malformed", SignedPath.Signature, "It is no signature of minisign.");
        }
        if (EditionStatement.Read(statementFile.Body!) is not { } statement || MinisignKey.Read(statement.Keys.Site) is not { } siteKey)
        {
            return Bad("malformed", SignedPath.Statement, "It is no statement of an edition.");
        }
        var edition = new SignedEdition(sums.Value, statement, siteKey, sumsFile.Body!, signatureFile.Body!, statementFile.Body!);
        return Judge(edition, signature, pinned, now);
    }

    private static EditionReading Judge(SignedEdition edition, MinisignSignature signature, MinisignKey? pinned, DateTimeOffset now)
    {
        var statement = edition.Statement;
        var findings = new List<VerifyFinding>();
        var notes = new List<string>();
        var signer = pinned is not null && Holds(pinned) ? pinned : Holds(edition.Key) ? edition.Key : null;
        if (signer is null)
        {
            // The statement may be of another edition, and then its key too: the pinned key decides where there is one.
            return Bad("signature", SignedPath.Signature, pinned is null || signature.KeyId == pinned.KeyId || signature.KeyId == edition.Key.KeyId
                ? "The signature does not fit SHA256SUMS: one of the two was changed, or they are of different editions."
                : $"It is signed by another key ({signature.KeyId}) than the one that you gave.");
        }
        if (pinned is not null && signer != pinned && !Certifies(pinned, statement, now))
        {
            return Bad("key", SignedPath.Signature, $"It is signed by {signer.KeyId}, not by the key that you gave ({pinned.KeyId}), and that key does not certify it.");
        }
        if (statement.Keys.Root is { } rootLine && (MinisignKey.Read(rootLine) is not { } root || !Certifies(root, statement, now)))
        {
            findings.Add(new VerifyFinding("certificate", SignedPath.Statement, "The root key that it names does not certify the site key, or no longer."));
        }
        if (Defence.IsOn("verify-mixed"))
        {
            findings.AddRange(Mixed(edition, signature, signer));
        }
        if (statement.ExpiresAt <= now && Defence.IsOn("verify-expiry"))
        {
            findings.Add(new VerifyFinding("expired", SignedPath.Statement, $"Edition {statement.Number} expired at {statement.ExpiresAt:yyyy-MM-dd HH:mm} UTC: whoever serves it may be holding a newer one back."));
        }
        if (statement.IssuedAt > now + ClockSlack)
        {
            notes.Add($"The edition says that it was made at {statement.IssuedAt:yyyy-MM-dd HH:mm} UTC, which is still to come: look at this machine's clock.");
        }
        return new EditionReading(edition with { Key = signer }, findings, notes);

        bool Holds(MinisignKey key) => !Defence.IsOn("verify-signature") || Minisign.Verify(key, signature, edition.SumsFile);
    }

    private static bool Certifies(MinisignKey root, EditionStatement statement, DateTimeOffset now) =>
        statement.Keys is { ExpiresAt: { } until, SiteSignedByRoot: { Length: < 200 } signature } && until > now && SiteKeyCertificate.Verifies(root.Line, SiteKeyCertificate.Text(statement.Keys.Site, until), signature);

    private static IEnumerable<VerifyFinding> Mixed(SignedEdition edition, MinisignSignature signature, MinisignKey signer)
    {
        var number = edition.Statement.Number;
        var facts = TrustedFacts.Read(signature.TrustedComment);
        if (facts is null)
        {
            yield return new VerifyFinding("malformed", SignedPath.Signature, "Its trusted comment is not that of an edition.");
        }
        else if (facts.Number != number)
        {
            yield return new VerifyFinding("mixed", SignedPath.Statement, $"edition.json is of edition {number}, the signature of edition {facts.Number}: files of two editions are mixed.");
        }
        else if (!facts.Fits(edition.Statement) || edition.Sums.HashOf(SignedPath.Statement) != CanonicalJson.Sha256(edition.StatementFile))
        {
            yield return new VerifyFinding("mixed", SignedPath.Statement, "edition.json is not the one that was signed with this edition.");
        }
        if (signer.Line != edition.Statement.Keys.Site)
        {
            yield return new VerifyFinding("mixed", SignedPath.Statement, "edition.json names another site key than the one that signed.");
        }
    }

    private static EditionReading? Unread(string path, SourceFile read) => read.State switch
    {
        SourceState.There when read.Body is not null => null,
        SourceState.There => Bad("malformed", path, "It is larger than that of any edition."),
        SourceState.Missing => Bad("no-edition", path, $"There is no signed edition here: {read.Problem}."),
        SourceState.Elsewhere => Bad("redirect", path, $"The host leads elsewhere: {read.Problem}."),
        SourceState.Refused => Bad("malformed", path, $"It was not read: {read.Problem}."),
        _ => new EditionReading(null, [], [read.Problem + "."], CouldTell: false),
    };

    private static EditionReading Bad(string code, string path, string message) => new(null, [new VerifyFinding(code, path, message)], []);
}
