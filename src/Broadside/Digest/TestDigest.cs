using Broadside.Digest.Body;
using Broadside.Digest.Composing;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>Mails a digest as it stands now to one person of the newsroom, by the routes that readers' mail takes.</summary>
public sealed class TestDigest(IDbContextFactory<NewsroomDb> dbs, LookAhead look, ComposeDigest compose, PostLetter post, Theme theme, IOutlet outlet)
{
    public const string LetterKind = "digest-test";

    // Where a reader's links lead by their token, a test's lead to a page that says that it is none.
    private static readonly string NoToken = new('0', MailToken.Length);

    public async Task<Outcome<Letter>> RunAsync(long number, string? language, string to, CancellationToken cancel)
    {
        if (await look.RunAsync(number, null, cancel) is not { } outlook)
        {
            return new Refusal("digest", $"There is no digest {number}.");
        }
        var words = outlook.Gathered.LanguageFor(language ?? outlet.Language, outlook.Gathered.Languages is [var first, ..] ? first : outlet.Language);
        if (compose.View(outlook.Digest, outlook.Gathered, words, "", QuotedPrintable.Hole.ToString()) is not { } view)
        {
            return new Refusal("digest_empty", "Nothing was published since the last digest, so there is nothing to send.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var letter = await post.RunAsync(db, new NewLetter
        {
            Kind = LetterKind,
            To = to,
            Subject = theme.Vocabulary.For(words).Text("digest.test", ("subject", view.Subject)),
            Text = Filled(compose.Text(view)),
            Html = Filled(compose.Html(view)),
            Language = view.Language,
        }, cancel);
        await db.SaveChangesAsync(cancel);
        return letter;
    }

    private static string Filled(string text) => text.Replace(QuotedPrintable.Hole.ToString(), NoToken, StringComparison.Ordinal);
}
