using System.Data.Common;

namespace Broadside.Site.Search;

/// <summary>The search index on one database engine. Two tables of words: the head (title, standfirst, people) and everything.</summary>
public interface ISearchTables
{
    /// <summary>Adds the rows, or puts them in the place of their articles' earlier ones.</summary>
    Task WriteAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<SearchRow> rows, CancellationToken cancel);

    Task RemoveAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<string> articleIds, CancellationToken cancel);

    /// <summary>The newest articles that answer a question, newest first, at most as many as the scope says.</summary>
    /// <param name="connection">Read only.</param>
    /// <param name="query">Not empty.</param>
    /// <param name="inHead">All words must stand in the head.</param>
    /// <param name="scope">How far to look.</param>
    /// <param name="cancel">Ends the question.</param>
    Task<IReadOnlyList<SearchHit>> FindAsync(DbConnection connection, SearchQuery query, bool inHead, SearchScope scope, CancellationToken cancel);
}
