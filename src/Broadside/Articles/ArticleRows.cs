using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>The index columns of every article against what is signed: readers never see them, but a changed one says that somebody was in the database.</summary>
internal sealed class ArticleRows(Catalogue catalogue, VersionStore versions) : IRepeatedRows
{
    private const string Prefix = "article/";

    public async Task<IReadOnlyList<AlteredVersion>> LookAsync(NewsroomDb db, IReadOnlyList<LiveVersion> among, CancellationToken cancel)
    {
        var articles = among.Where(v => v.Subject.StartsWith(Prefix, StringComparison.Ordinal) && v.Kind != VersionKind.Remove).ToList();
        var ids = articles.Select(v => v.Subject[Prefix.Length..]).ToList();
        var rows = await db.Set<Article>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        return articles.AsParallel().AsOrdered()
            .Where(v => !rows.TryGetValue(v.Subject[Prefix.Length..], out var row) || !Agrees(row, v))
            .Select(v => new AlteredVersion(v.Subject, v.Number))
            .ToList();
    }

    public async Task<IReadOnlyList<AlteredVersion>> ForgedAsync(NewsroomDb db, CancellationToken cancel)
    {
        var claiming = await db.Set<Article>().AsNoTracking()
            .Where(a => a.State == ArticleState.Published || a.State == ArticleState.TakenDown || a.CurrentVersion != null)
            .Select(a => new { a.Id, a.Address, a.CurrentVersion })
            .ToListAsync(cancel);
        return [.. claiming
            .Where(a => Defence.IsOn("forged-rows") && versions.Live(Article.Subject(a.Id)) is not { Kind: not VersionKind.Remove })
            .Select(a => new AlteredVersion(Article.Subject(a.Id), a.CurrentVersion ?? 0, a.Address.Length > 0 ? a.Address : null))];
    }

    private bool Agrees(Article row, LiveVersion version)
    {
        if (catalogue.ById(row.Id) is not { } entry)
        {
            return false;
        }
        var state = entry.IsGone ? ArticleState.TakenDown : ArticleState.Published;
        var agrees = row.State == state && row.CurrentVersion == version.Number && row.Address == entry.Address && row.Language == entry.Language
            && row.PublishedAt == entry.PublishedAt && row.Kind == (entry.IsPage ? ArticleKind.Page : ArticleKind.Article);
        return agrees && (entry.IsGone || versions.Peek(version) is not { } bytes || Repeats(row, bytes));
    }

    // Two fields are wanted out of ten thousand characters, a hundred thousand times.
    private static bool Repeats(Article row, byte[] content)
    {
        var (title, slug) = (false, false);
        var reader = new Utf8JsonReader(content);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("title"u8))
            {
                reader.Read();
                title = reader.ValueTextEquals(row.Title);
            }
            else if (reader.ValueTextEquals("slug"u8))
            {
                reader.Read();
                slug = reader.ValueTextEquals(row.Slug);
            }
            else
            {
                reader.Skip();
            }
        }
        return title && slug;
    }
}
