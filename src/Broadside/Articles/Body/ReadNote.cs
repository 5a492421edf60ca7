namespace Broadside.Articles.Body;

/// <summary>
/// Something in foreign HTML that did not become a block, or that a person should look at. <paramref name="Code"/> is one of
/// <see cref="ReadCode"/>; <paramref name="Message"/> names the element and its place; <paramref name="Text"/> is what it said;
/// <paramref name="Domain"/> is the host that it led to.
/// </summary>
public sealed record ReadNote(string Code, string Message, string? Text, string? Domain);
