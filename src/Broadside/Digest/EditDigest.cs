using System.Globalization;
using System.Text.Json;
using Broadside.Digest.Composing;
using Broadside.Digest.Scheduling;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>What an editor may change until the cut-off: subject, note, order, what is left out, when it goes. Every change is in the audit log.</summary>
public sealed class EditDigest(IDbContextFactory<NewsroomDb> dbs, DigestHours hours, AuditLog audit, Alarms alarms, IOutlet outlet, TimeProvider time)
{
    /// <summary>So long "send now" can be taken back.</summary>
    public static readonly TimeSpan Undo = TimeSpan.FromMinutes(5);

    public const string HeldAlarm = "digest-held";

    public const int LongestSubject = 200;
    public const int LongestNote = 2_000;

    public Task<Outcome<DigestRow>> WordsAsync(long number, string? subject, string? note, Actor who, CancellationToken cancel) =>
        ChangeAsync(number, "digest words", who, d =>
        {
            (d.Subject, d.Note) = (Clean(subject, LongestSubject), Clean(note, LongestNote));
        }, cancel);

    /// <param name="order">Ids of all articles that stay, first things first.</param>
    /// <param name="dropped">Ids of those that are left out.</param>
    public Task<Outcome<DigestRow>> ArrangeAsync(long number, IReadOnlyList<string> order, IReadOnlyList<string> dropped, Actor who, CancellationToken cancel) =>
        ChangeAsync(number, "digest order", who, d => d.Plan = JsonSerializer.Serialize(Plan(d) with { Order = order, Dropped = dropped }, CanonicalJson.Options), cancel);

    public Task<Outcome<DigestRow>> HoldAsync(long number, Actor who, CancellationToken cancel) =>
        ChangeAsync(number, "hold digest", who, d =>
        {
            d.HeldBecause = HeldReason.Write([new HeldReason("person", who.Name)]);
            d.Plan = JsonSerializer.Serialize(Plan(d) with { IsReleased = false }, CanonicalJson.Options);
        }, cancel);

    public async Task<Outcome<DigestRow>> ReleaseAsync(long number, Actor who, CancellationToken cancel)
    {
        var outcome = await ChangeAsync(number, "release digest", who, d =>
        {
            d.HeldBecause = null;
            d.Plan = JsonSerializer.Serialize(Plan(d) with { IsReleased = true }, CanonicalJson.Options);
        }, cancel);
        await alarms.ClearAsync(HeldAlarm, About(number), cancel);
        return outcome;
    }

    /// <summary>It is frozen in five minutes, whatever the hour; until then this can be taken back.</summary>
    public Task<Outcome<DigestRow>> SendNowAsync(long number, Actor who, CancellationToken cancel) =>
        ChangeAsync(number, "send digest now", who, (db, d) => MoveAsync(db, d, time.GetUtcNow() + Undo, isAsked: true, cancel), cancel);

    public Task<Outcome<DigestRow>> UndoAsync(long number, Actor who, CancellationToken cancel) =>
        ChangeAsync(number, "undo send now", who, (db, d) => MoveAsync(db, d, hours.Next(d.Kind, time.GetUtcNow()), isAsked: false, cancel), cancel);

    /// <summary>What an alarm about it is about.</summary>
    public static string About(long number) => string.Create(CultureInfo.InvariantCulture, $"digest {number}");

    public static DigestPlan Plan(DigestRow digest) => JsonSerializer.Deserialize<DigestPlan>(digest.Plan, CanonicalJson.Options) ?? new DigestPlan();

    // It is called after the day on which it goes.
    private async Task MoveAsync(NewsroomDb db, DigestRow digest, DateTimeOffset at, bool isAsked, CancellationToken cancel)
    {
        digest.SendAt = at;
        digest.Day = await OpenDigest.NameAsync(db, digest.Kind, at, outlet, cancel, except: digest.Number);
        digest.Plan = JsonSerializer.Serialize(Plan(digest) with { IsAsked = isAsked }, CanonicalJson.Options);
    }

    private Task<Outcome<DigestRow>> ChangeAsync(long number, string what, Actor who, Action<DigestRow> change, CancellationToken cancel) =>
        ChangeAsync(number, what, who, (_, digest) =>
        {
            change(digest);
            return Task.CompletedTask;
        }, cancel);

    private async Task<Outcome<DigestRow>> ChangeAsync(long number, string what, Actor who, Func<NewsroomDb, DigestRow, Task> change, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<DigestRow>().SingleOrDefaultAsync(d => d.Number == number, cancel) is not { } digest)
        {
            return new Refusal("digest", $"There is no digest {number}.");
        }
        if (digest.State != DigestState.Open)
        {
            return new Refusal("digest_frozen", "It is frozen: what it says and who gets it stand fast. What is not sent yet can still be stopped on its report page.");
        }
        await change(db, digest);
        await audit.AddAsync(db, who, what, $"digest/{digest.Day}", digest.Subject ?? "", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return digest;
    }

    internal static string? Clean(string? text, int longest)
    {
        var clean = new string([.. (text ?? "").Where(c => !char.IsControl(c) || c == '\n')]).Trim();
        return clean.Length == 0 ? null : clean[..Math.Min(clean.Length, longest)];
    }
}
