namespace Broadside.Kit;

/// <summary>Why something was not done, for the person who asked: a stable code, the field it concerns, one sentence that says what is wrong and what to do.</summary>
public sealed record Refusal(string Code, string Message, string? Field = null);
