namespace Broadside.Giving.Ledger;

/// <summary>Enums as tables spell them, for SQL that is written by hand.</summary>
internal static class Words
{
    private static readonly Dictionary<FactKind, string> Kinds = Enum.GetValues<FactKind>().ToDictionary(k => k, k => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(k.ToString()));

    public static string Of(FactKind kind) => Kinds[kind];
}
