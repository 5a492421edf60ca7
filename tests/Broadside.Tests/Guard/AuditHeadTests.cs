using Broadside.Articles;
using Broadside.Articles.Review;
using Broadside.Guard;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Guard;

/// <summary>The signed end of the audit log: somebody in the database can neither cut it off nor write it anew unnoticed.</summary>
public sealed class AuditHeadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is done to a log of which the head has signed row 5, and what doctor says of it.</summary>
    public static TheoryData<string, string, string> Breaks { get; } = Cross(
        ("DELETE FROM audit WHERE seq = 5", "rows 5 to 5 are gone"),
        ("DELETE FROM audit WHERE seq >= 3", "rows 3 to 5 are gone"),
        ("DELETE FROM audit", "rows 1 to 5 are gone"),
        ("UPDATE audit SET hash = '00' WHERE seq = 5", "the log was rewritten: row 5"),
        ("DELETE FROM audit_texts WHERE hash = (SELECT text_hash FROM audit WHERE seq = 2)", "the text of row 2 is gone"),
        ("UPDATE audit_texts SET detail = 'x' WHERE hash = (SELECT text_hash FROM audit WHERE seq = 2)", "the log was changed at row 2"));

    [Theory]
    [MemberData(nameof(Breaks))]
    [Trait("Defence", "audit-head")]
    public async Task What_is_cut_off_or_rewritten_doctor_names_before_and_after_a_restart(string engine, string sql, string named)
    {
        await using var newsroom = await OpenAsync(engine);
        Assert.Empty(await newsroom.FindAsync());

        await IntrudeAsync(newsroom, sql);

        Assert.Contains(await newsroom.FindAsync(), l => l.StartsWith("audit:", StringComparison.Ordinal) && l.Contains(named, StringComparison.Ordinal));
        await newsroom.OpenAgainAsync();
        Assert.Contains(await newsroom.FindAsync(), l => l.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "audit-head")]
    public async Task A_cut_is_not_covered_by_what_is_published_afterwards(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await IntrudeAsync(newsroom, "DELETE FROM audit WHERE seq >= 3");

        for (var i = 0; i < 4; i++)
        {
            await newsroom.Get<CorrectArticle>().RunAsync("a", CorrectionKind.Update, $"Number {i}.", Actor.Operator, Cancel);
        }

        Assert.Contains("audit: the log was rewritten: row 5 is not the one that was signed. Find out who had access to the database.", await newsroom.FindAsync());
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "audit");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_log_written_anew_with_hashes_that_fit_is_not_the_one_that_was_signed(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await using (var db = newsroom.Db())
        {
            var rows = await db.Set<AuditRow>().OrderBy(a => a.Seq).AsNoTracking().ToListAsync(Cancel);
            await IntrudeAsync(newsroom, "DELETE FROM audit; DELETE FROM audit_texts");
            foreach (var row in rows)
            {
                await newsroom.Get<AuditLog>().AddAsync(db, new Actor(row.Who, row.Who), row.What, row.Subject, row.Detail == "Title a" ? "Another title" : row.Detail, Cancel);
                await db.SaveChangesAsync(Cancel);
            }
        }

        Assert.Contains("audit: the log was rewritten: row 5 is not the one that was signed. Find out who had access to the database.", await newsroom.FindAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Rows_that_no_publishing_has_covered_are_signed_within_a_minute_and_at_the_end(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("b", "B", "Text."), Actor.Operator, Cancel);
        await newsroom.Get<SubmitArticle>().RunAsync("b", null, Actor.Operator, Cancel);
        await using (var db = newsroom.Db())
        {
            await newsroom.Get<AuditHead>().RenewAsync(db, Cancel);
        }
        await newsroom.Get<ApproveArticle>().RunAsync("b", null, Actor.Operator, Cancel);
        await newsroom.OpenAgainAsync();

        await IntrudeAsync(newsroom, "DELETE FROM audit WHERE seq = 7");

        Assert.Contains(await newsroom.FindAsync(), l => l.Contains("rows 7 to 7 are gone", StringComparison.Ordinal));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_head_that_lags_behind_or_is_gone_is_told_apart(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var file = Path.Combine(newsroom.Folder, "audit.head");
        var old = await File.ReadAllBytesAsync(file, Cancel);
        await newsroom.Get<CorrectArticle>().RunAsync("a", CorrectionKind.Update, "One more.", Actor.Operator, Cancel);

        // As after kill -9 between the row and the file.
        await File.WriteAllBytesAsync(file, old, Cancel);
        Assert.Empty(await newsroom.FindAsync());
        File.Delete(file);
        await newsroom.OpenAgainAsync();
        Assert.Contains(await newsroom.FindAsync(), l => l.StartsWith("audit: the signed end", StringComparison.Ordinal));
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "audit");

        await newsroom.Get<AcceptAudit>().RunAsync(Actor.Operator, Cancel);

        Assert.Empty(await newsroom.FindAsync());
        await using var db = newsroom.Db();
        Assert.Equal("accept audit", (await db.Set<AuditRow>().OrderByDescending(a => a.Seq).FirstAsync(Cancel)).What);
    }

    // The site record's first row, and four of an article: row 5 is the last.
    private static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "Title a", "Text."), Actor.Operator, Cancel);
        await newsroom.Get<PublishArticle>().RunAsync("a", Actor.Operator, "A test.", Cancel);
        for (var i = 0; i < 3; i++)
        {
            await newsroom.Get<CorrectArticle>().RunAsync("a", CorrectionKind.Update, $"Correction {i}.", Actor.Operator, Cancel);
        }
        return newsroom;
    }

    // Whoever owns the database can take the triggers away.
    private static async Task IntrudeAsync(TestNewsroom newsroom, string sql)
    {
        await newsroom.AlterAsync(newsroom.Postgres is null
            ? "DROP TRIGGER IF EXISTS audit_never_changes; DROP TRIGGER IF EXISTS audit_never_shrinks; DROP TRIGGER IF EXISTS audit_texts_never_change"
            : "ALTER TABLE audit DISABLE TRIGGER ALL; ALTER TABLE audit_texts DISABLE TRIGGER ALL");
        Assert.True(await newsroom.AlterAsync(sql) > 0);
    }

    private static TheoryData<string, string, string> Cross(params (string Sql, string Named)[] breaks)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (sql, named) in breaks)
        {
            data.Add(Engines.Sqlite, sql, named);
            data.Add(Engines.Postgres, sql, named);
        }
        return data;
    }
}
