using System.Net;
using Broadside.Articles;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Reports;

/// <summary>Takes a reader's report of an error.</summary>
public sealed class ReportError(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue, ReportLimit limit, DataFolder folder, Ids ids, TimeProvider time)
{
    public const int LongestMessage = 5_000;

    /// <summary>The refusal's code when nothing can be kept here.</summary>
    public const string Closed = "closed";

    private const int ShortestMessage = 5;
    private const int LongestContact = 200;

    /// <param name="about">Address of the article; what is no article's is left out.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="contact">Optional.</param>
    /// <param name="trap">A field that people do not see: whoever fills it is a program, is thanked, and is not heard.</param>
    /// <param name="from">For the limit alone; not kept.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<bool>> RunAsync(string? about, string? message, string? contact, string? trap, IPAddress? from, CancellationToken cancel)
    {
        var text = (message ?? "").Trim();
        if (text.Length < ShortestMessage)
        {
            return new Refusal("empty", "report.empty", "message");
        }
        if (text.Length > LongestMessage)
        {
            return new Refusal("long", "report.long", "message");
        }
        if (!string.IsNullOrEmpty(trap))
        {
            return true;
        }
        if (!limit.Allows(from))
        {
            return new Refusal("often", "report.often", "message");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        db.Add(new ErrorReport
        {
            Id = ids.New(),
            ArticleId = about is null ? null : catalogue.ByAddress(about)?.Id,
            // PostgreSQL keeps no zero bytes.
            Message = text.Replace("\0", "", StringComparison.Ordinal),
            Contact = contact?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestContact)] : null,
            ReceivedAt = time.GetUtcNow(),
        });
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException && !folder.IsWritable())
        {
            return new Refusal(Closed, "report.closed", "message");
        }
    }
}
