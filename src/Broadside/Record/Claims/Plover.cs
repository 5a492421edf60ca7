namespace Broadside.Record.Claims;

/// <summary>The sixteen types of PLOVER, the political event ontology, from the friendliest to the most hostile (Open Event Data Alliance).</summary>
public static class Plover
{
    public const int MostScore = 100;

    public static IReadOnlyList<string> Types { get; } =
    [
        "AID", "AGREE", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT", "CONSULT", "REQUEST",
        "REJECT", "ACCUSE", "PROTEST", "THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    ];
}
