namespace Broadside.Mail;

/// <summary>One header field of a message.</summary>
/// <param name="Name">As "List-Unsubscribe".</param>
/// <param name="Value">In ASCII; folded with CRLF and a blank where it is long; no line end after it.</param>
public readonly record struct MailField(string Name, string Value);
