using System.Text;
using Broadside.Mirror.Editions;

namespace Broadside.Tests.Mirror.Editions;

public sealed class EditionSumsTests
{
    [Fact]
    public void Names_stand_in_the_order_of_their_bytes()
    {
        // Chosen so that the order of UTF-16 units is another one: 𝄞 is beyond U+FFFF, and begins with a unit below that of ｆ.
        var letters = new[] { "a", "Z", "-", "/", ".", "é", "ñ", "日", "\uE000", "ｆ", "𝄞", "🗞" };
        var random = new Random(11);
        var names = Enumerable.Range(0, 2000).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(6)).Select(_ => letters[random.Next(letters.Length)]))).Distinct().ToList();

        var written = Encoding.UTF8.GetString(EditionSums.Write(names.Select(name => new EditionFile(name, new string('0', 64), 1)))).TrimEnd('\n').Split('\n').Select(line => line[66..]);

        Assert.Equal(names.OrderBy(Encoding.UTF8.GetBytes, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))), written);
    }
}
