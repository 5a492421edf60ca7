using Broadside.Articles;
using Broadside.Backup.Packing;
using Broadside.Guard;
using Broadside.Mirror.Editions;
using Broadside.Tests.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Backup;

public sealed class WithdrawnTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_withdrawn_after_the_backup_is_not_served_again_and_editions_go_on()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        await newsroom.BackUpAsync(new BackupOrder(folder.At("a.bsb")) { Passphrase = "four words or more" });
        await newsroom.Get<TakeDownArticle>().RunAsync("quay", "It named a witness.", Actor.Operator, Cancel);
        await newsroom.PublishAsync(Newspaper.Article("later", "Later", "Text."));
        newsroom.Time.Advance(TimeSpan.FromMinutes(2));
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        var newer = newsroom.Get<EditionFolder>().Path;

        var outcome = await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"), passphrase: "four words or more", edition: newer);

        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        Assert.Equal(["withdrawn"], outcome.Value.Findings.Select(f => f.Code));
        await using var restored = await newsroom.OpenRestoredAsync(folder.At("data"));
        var catalogue = restored.Services.GetRequiredService<Catalogue>();
        Assert.True(catalogue.ById("quay")!.IsGone);
        Assert.False(catalogue.ById("pump")!.IsGone);
        var next = await restored.Services.GetRequiredService<KeepEdition>().RunAsync(Cancel);
        Assert.Equal(3, next!.Number);
    }

    [Fact]
    public async Task Without_the_private_key_nothing_withdrawn_is_brought_back()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        await newsroom.Get<TakeDownArticle>().RunAsync("quay", "It named a witness.", Actor.Operator, Cancel);
        newsroom.Time.Advance(TimeSpan.FromMinutes(2));
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);

        var outcome = await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"), edition: newsroom.Get<EditionFolder>().Path);

        Assert.Equal("withdrawn", outcome.Refusal?.Code);
        Assert.False(Directory.Exists(folder.At("data")));
    }

    [Fact]
    public async Task A_restore_that_fails_leaves_the_database_empty()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        await newsroom.Get<TakeDownArticle>().RunAsync("quay", "It named a witness.", Actor.Operator, Cancel);
        newsroom.Time.Advance(TimeSpan.FromMinutes(2));
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        var postgres = await Engines.CreatePostgresDatabaseAsync();

        // Before the rows are there: no such folder. And after: no key to take it down with.
        var typo = await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"), postgres, edition: folder.At("typo"));
        var closed = await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"), postgres, edition: newsroom.Get<EditionFolder>().Path);
        var right = await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"), postgres);

        Assert.Equal(("edition", "withdrawn"), (typo.Refusal?.Code, closed.Refusal?.Code));
        Assert.True(right.IsDone, right.Refusal?.Message);
        Assert.Empty(right.Value.Findings);
        // What is a newsroom now is nobody's to empty.
        Assert.Equal("not_empty", (await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("other"), postgres)).Refusal?.Code);
        await Engines.DropPostgresDatabaseAsync(postgres);
    }

    [Fact]
    public async Task An_edition_of_somebody_else_is_not_listened_to()
    {
        using var folder = new TempFolder();
        await using var newsroom = await BackedUp.OpenAsync();
        await newsroom.BackUpAsync(folder.At("a.bsb"));
        await using var other = await BackedUp.OpenAsync();
        await other.Get<KeepEdition>().RunAsync(Cancel);

        var outcome = await newsroom.RestoreAsync(folder.At("a.bsb"), folder.At("data"), edition: other.Get<EditionFolder>().Path);

        Assert.Equal("edition", outcome.Refusal?.Code);
    }
}
