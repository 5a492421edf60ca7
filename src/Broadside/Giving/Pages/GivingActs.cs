namespace Broadside.Giving.Pages;

/// <summary>The audit log's words for what is done about money.</summary>
internal static class GivingActs
{
    public static IReadOnlyList<string> All { get; } =
    [
        "refund", "settle line", "reopen line", "import statement", "undo statement", "take cheque", "deposit cheques", "bounce cheque", "withdraw cheque",
        "make campaign", "change campaign", "make fund", "merge donors", "export donor", "erase donor", "settle item", "void receipt", "change payout", "end plan",
        "prepare switch", "switch recipient", "begin drive", "end drive", "add hook", "stop hook", "confirm outbound",
        "rail healthy", "rail suspect", "rail open", "rail cut", "rail paused", "rail retired",
    ];
}
