using System.Text;

namespace Broadside.Tests.Media;

/// <summary>Writes the little TIFF that EXIF is: directories of tagged values, low byte first.</summary>
internal sealed class Tiff
{
    private readonly List<byte> file = [.. "II*\0\0\0\0\0"u8];

    public sealed record Value(ushort Type, uint Count, byte[] Bytes);

    public static Value Text(string text) => new(2, (uint)Encoding.UTF8.GetByteCount(text), Encoding.UTF8.GetBytes(text));

    public static Value Short(ushort number) => new(3, 1, BitConverter.GetBytes(number));

    public static Value Long(uint number) => new(4, 1, BitConverter.GetBytes(number));

    public static Value Rationals(params uint[] numbers) => new(5, (uint)numbers.Length, [.. numbers.SelectMany(n => (byte[])[.. BitConverter.GetBytes(n), 1, 0, 0, 0])]);

    /// <returns>Where it stands.</returns>
    public uint Directory(params (ushort Tag, Value Value)[] fields)
    {
        var places = fields.Select(f => f.Value.Bytes.Length > 4 ? Put(f.Value.Bytes) : 0).ToList();
        var at = (uint)file.Count;
        file.AddRange(BitConverter.GetBytes((ushort)fields.Length));
        foreach (var ((tag, value), place) in fields.Zip(places))
        {
            file.AddRange(BitConverter.GetBytes(tag));
            file.AddRange(BitConverter.GetBytes(value.Type));
            file.AddRange(BitConverter.GetBytes(value.Count));
            file.AddRange(place > 0 ? BitConverter.GetBytes(place) : [.. value.Bytes, .. new byte[4 - value.Bytes.Length]]);
        }
        file.AddRange(new byte[4]);
        return at;
    }

    public void First(uint directory)
    {
        file.RemoveRange(4, 4);
        file.InsertRange(4, BitConverter.GetBytes(directory));
    }

    public byte[] ToArray() => [.. file];

    private uint Put(byte[] bytes)
    {
        var at = (uint)file.Count;
        file.AddRange(bytes);
        file.AddRange(new byte[file.Count & 1]);
        return at;
    }
}
