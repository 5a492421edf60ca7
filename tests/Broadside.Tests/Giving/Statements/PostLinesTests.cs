using System.Text;
using Broadside.Giving.Ledger;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Tests.Giving.Drills;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Statements;

public sealed class PostLinesTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Lines_are_posted_once_matched_by_reference_and_undone_by_reversal(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        var gift = (await house.GiveAsync(2500, "bank:" + DrillHouse.Iban)).Gift;
        var file = Mt940(("C25,00", $"SVWZ+{gift.Reference}"), ("C7,50", "SVWZ+for the paper"), ("D3,00", "SVWZ+fees"));
        var import = house.Newsroom.Get<ImportStatement>();

        var first = await import.RunAsync(Stream(file), "a.sta", null, Actor.Operator, Cancel);
        var again = await import.RunAsync(Stream(file), "a.sta", null, Actor.Operator, Cancel);

        Assert.Equal((null, new PostedLines(3, 0, 2)), (first.File.Refused, first.Lines));
        Assert.Equal(new PostedLines(0, 3, 0), again.Lines);
        await HoldsAsync(house, bank: 2950, suspense: -450, gifts: -2500);

        await using var db = house.Newsroom.Db();
        var kept = await db.Set<StatementImport>().AsNoTracking().SingleAsync(Cancel);
        Assert.Equal(4, (await house.Newsroom.Get<UndoImport>().RunAsync(kept.Id, Actor.Operator, Cancel)).Value);
        await HoldsAsync(house, 0, 0, 0);
        Assert.Equal("gone", (await house.Newsroom.Get<UndoImport>().RunAsync(kept.Id, Actor.Operator, Cancel)).Refusal?.Code);

        Assert.Equal(new PostedLines(3, 0, 2), (await import.RunAsync(Stream(file), "a.sta", null, Actor.Operator, Cancel)).Lines);
        await HoldsAsync(house, 2950, -450, -2500);
        Assert.Empty(await house.Newsroom.Get<LedgerQueries>().CheckAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Files_that_overlap_post_the_union_of_their_lines(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        var import = house.Newsroom.Get<ImportStatement>();

        await import.RunAsync(Stream(Mt940(("C1,00", "A"), ("C2,00", "B"))), "1", null, Actor.Operator, Cancel);
        var second = await import.RunAsync(Stream(Mt940(("C1,00", "A"), ("C2,00", "B"), ("C4,00", "C"))), "2", null, Actor.Operator, Cancel);

        Assert.Equal(new PostedLines(1, 2, 1), second.Lines);
        await HoldsAsync(house, 700, -700, 0);
    }

    [Fact]
    public async Task A_file_of_an_account_that_is_not_ours_posts_nothing()
    {
        await using var house = await DrillHouse.OpenAsync(Engines.Sqlite);

        var foreign = await house.Newsroom.Get<ImportStatement>().RunAsync(Stream(Mt940(("C1,00", "A")).Replace(DrillHouse.Iban, "DE02120300000000202051", StringComparison.Ordinal)), "x", null, Actor.Operator, Cancel);

        Assert.Contains("none of this newsroom's", foreign.File.Refused, StringComparison.Ordinal);
        await HoldsAsync(house, 0, 0, 0);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_while_posting_none_of_it_is_there(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        Mishap.Heard.Value = point => { if (point == "statement posted") { throw new IOException("killed"); } };

        await Assert.ThrowsAsync<IOException>(() => house.Newsroom.Get<ImportStatement>().RunAsync(Stream(Mt940(("C1,00", "A"), ("C2,00", "B"))), "1", null, Actor.Operator, Cancel));
        Mishap.Heard.Value = null;
        await HoldsAsync(house, 0, 0, 0);

        Assert.Equal(new PostedLines(2, 0, 2), (await house.Newsroom.Get<ImportStatement>().RunAsync(Stream(Mt940(("C1,00", "A"), ("C2,00", "B"))), "1", null, Actor.Operator, Cancel)).Lines);
    }

    private static async Task HoldsAsync(DrillHouse house, long bank, long suspense, long gifts) => Assert.Equal(
        (bank, suspense, gifts),
        (await house.BalanceAsync("assets:bank:" + DrillHouse.Iban), await house.BalanceAsync("suspense:bank:" + DrillHouse.Iban), await house.BalanceAsync("income:gifts:general")));

    private static string Mt940(params (string Amount, string Text)[] lines)
    {
        var text = new StringBuilder($":20:X\n:25:{DrillHouse.Iban}\n:60F:C261101EUR0,\n");
        for (var i = 0; i < lines.Length; i++)
        {
            text.Append($":61:261123{lines[i].Amount}NTRFNONREF//B{i}\n").Append($":86:166?20{lines[i].Text}\n");
        }
        return text.ToString();
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
