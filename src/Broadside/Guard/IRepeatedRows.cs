using Broadside.Storage;

namespace Broadside.Guard;

/// <summary>A table of a higher module that repeats, as an index, what is signed; a changed row says that somebody was in the database.</summary>
public interface IRepeatedRows
{
    /// <summary>Those among these live versions whose rows do not say what is signed, or are missing.</summary>
    Task<IReadOnlyList<AlteredVersion>> LookAsync(NewsroomDb db, IReadOnlyList<LiveVersion> among, CancellationToken cancel);

    /// <summary>Rows that claim to be live and have no signed version at all.</summary>
    Task<IReadOnlyList<AlteredVersion>> ForgedAsync(NewsroomDb db, CancellationToken cancel);
}
