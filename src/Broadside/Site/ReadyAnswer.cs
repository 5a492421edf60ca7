using System.Text;

namespace Broadside.Site;

/// <summary>An HTTP/1.1 answer as bytes: everything before the date line, then (after the date and an empty line) the body.</summary>
public sealed record ReadyAnswer(byte[] Head, byte[] Body)
{
    public static ReadyAnswer Make(string head, byte[] body) => new(Encoding.ASCII.GetBytes(head), body);
}
