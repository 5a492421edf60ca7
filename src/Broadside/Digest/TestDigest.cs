using Broadside.Digest.Body;
using Broadside.Digest.Composing;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Broadside.Subscribers;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>Mails a digest as it stands now to one person of the newsroom, by the routes that readers' mail takes.</summary>
public sealed class TestDigest(IDbContextFactory<NewsroomDb> dbs, LookAhead look, ComposeDigest compose, PostLetter post, SubscriberQueries subscribers, MailToken tokens, Sender sender, BaseAddress address, Theme theme, IOutlet outlet)
{
    public const string LetterKind = "digest-test";

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
        var token = await TokenAsync(to, cancel);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var letter = await post.RunAsync(db, new NewLetter
        {
            Kind = LetterKind,
            To = to,
            Subject = theme.Vocabulary.For(words).Text("digest.test", ("subject", view.Subject)),
            Text = Filled(compose.Text(view), token),
            Html = Filled(compose.Html(view), token),
            Language = view.Language,
            // Mail services judge by them where a message goes: a test without them would prove little.
            Fields = [.. new ListFields(outlook.Digest, sender, address).Of(token).Select(f => f with { Value = f.Value.Replace("\r\n", "", StringComparison.Ordinal) })],
        }, cancel);
        await db.SaveChangesAsync(cancel);
        return letter;
    }

    // Who is on the list themselves gets their own links, which do what they say but are no digest's; anybody else's change nothing.
    private async Task<string> TokenAsync(string to, CancellationToken cancel) =>
        await subscribers.FindAsync(to, cancel) is { IsOnList: true } reader ? tokens.Make(MailTokenUse.Preferences, 0, reader.Number) : tokens.Make(MailTokenUse.Test, 0, 0);

    private static string Filled(string text, string token) => text.Replace(QuotedPrintable.Hole.ToString(), token, StringComparison.Ordinal);
}
