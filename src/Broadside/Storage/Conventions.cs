using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Broadside.Storage;

/// <summary>One way to keep things: columns in snake_case, instants as integer microseconds since 1970 UTC, enums as words.</summary>
internal static class Conventions
{
    private static readonly ValueConverter<DateTimeOffset, long> Instant = new(at => Micros(at), micros => At(micros));

    public static void Apply(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).ToList())
        {
            property.SetColumnName(Snake(property.Name));
            Convert(property);
        }
    }

    public static long Micros(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset At(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    public static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]) && !char.IsDigit(name[i - 1]))
            {
                snake.Append('_');
            }
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }

    private static void Convert(IMutableProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type == typeof(DateTimeOffset))
        {
            property.SetValueConverter(Instant);
        }
        else if (type.IsEnum && property.GetValueConverter() is null)
        {
            property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(WordConverter<>).MakeGenericType(type))!);
        }
    }

    private sealed class WordConverter<T>() : ValueConverter<T, string>(value => Word(value), word => Parse(word))
        where T : struct, Enum
    {
        private static string Word(T value) => Snake(value.ToString());

        private static T Parse(string word) => Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
    }
}
