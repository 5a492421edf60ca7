using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>Keeps what people say about a file: alternative text, caption, credit, licence. Articles that show it already keep the words that they were published with.</summary>
public sealed class DescribeMedia(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    private const int Longest = 4000;

    /// <param name="sha256">The file.</param>
    /// <param name="words">What is not said stays as it was; what is said empty is taken away.</param>
    /// <param name="mark">What <see cref="MediaWords.Mark"/> said when the form was opened; null: whatever stands there is replaced.</param>
    /// <param name="who">Who says it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<MediaFile>> RunAsync(string sha256, MediaWords words, string? mark, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(m => m.Sha256 == sha256, cancel) is not { } file)
        {
            return new Refusal("unknown", "There is no such file in the library.");
        }
        var before = MediaWords.Of(file);
        words = words.Over(before);
        if (new[] { words.Title, words.Alt, words.Caption, words.Credit, words.CreditUrl, words.Licence }.Any(w => w?.Length > Longest))
        {
            return new Refusal("media_words_long", $"That is longer than {Longest} letters. Shorten it.");
        }
        if (words.CreditUrl is { } url && url != before.CreditUrl && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            return new Refusal("media_credit_url", "The credit's address begins with http:// or https://.", "CreditUrl");
        }
        if (mark is not null && mark != before.Mark() && words != before)
        {
            return new Refusal("media_stale", "Somebody changed these words since you opened the page. Theirs stand below yours; save again to replace them.");
        }
        if (words == before)
        {
            return file;
        }
        (file.Title, file.Alt, file.Caption, file.Credit, file.CreditUrl, file.Licence) = (words.Title, words.Alt, words.Caption, words.Credit, words.CreditUrl, words.Licence);
        await audit.AddAsync(db, who, "describe media", "media/" + sha256, file.Name, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return file;
    }
}
