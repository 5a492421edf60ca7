namespace Broadside.Staff.Signing;

/// <summary>From where somebody asks to be let in.</summary>
/// <param name="Network">An IPv4 address, or the first half of an IPv6 address.</param>
/// <param name="Agent">The browser as it names itself.</param>
/// <param name="Device">What a browser holds that has signed in before; null: none.</param>
/// <param name="Session">The session that the browser is in already; a new one takes its place.</param>
public sealed record Visitor(string Network, string Agent, string? Device = null, string? Session = null);
