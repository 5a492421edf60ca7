namespace Broadside.Articles.Rewriting;

/// <summary>What a person agreed to: this change to these words, or taking it back; and who answers for links in it.</summary>
internal sealed record RewriteApproval(string Rewrite, string Act, string Spec, string Who, string? VouchedBy)
{
    public static RewriteApproval Of(Rewrite rewrite) => new(rewrite.Id, rewrite.State == RewriteState.Undoing ? "undo" : "run", rewrite.Spec, rewrite.Who, rewrite.VouchedBy);
}
