namespace Broadside.Site.Dossiers;

/// <summary>A form in which the claims of a dossier are offered beside its page.</summary>
/// <param name="Name">The last part of its address, as "record.csv".</param>
/// <param name="Word">Its key among the words <c>dossier.files</c>.</param>
/// <param name="MediaType">With its charset or profile.</param>
/// <param name="Write">Makes it, given the live dossier and what turns a path into an absolute address.</param>
public sealed record DossierFile(string Name, string Word, string MediaType, Func<LiveDossier, Func<string, string>, byte[]> Write)
{
    /// <summary>All that are offered.</summary>
    public static IReadOnlyList<DossierFile> All { get; } = [];
}
