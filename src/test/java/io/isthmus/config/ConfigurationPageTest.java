package io.isthmus.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(isthmus\\.[^`]+)` \\| (.*?) \\|");

  @Test
  void thePageNamesEveryKeyWithItsDefaultAndNoOther() throws IOException {
    Map<String, Optional<String>> inCode = new TreeMap<>();
    collect("isthmus", GatewayConfig.class, inCode);

    Map<String, String> onPage = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/configuration.md")));
    while (row.find()) {
      onPage.put(row.group(1), row.group(2).strip());
    }

    assertThat(onPage.keySet()).isEqualTo(inCode.keySet());
    inCode.forEach((key, value) ->
        value.ifPresent(text -> assertThat(onPage.get(key)).as(key).isEqualTo("`" + text + "`")));
  }

  private static void collect(String prefix, Class<?> area, Map<String, Optional<String>> keys) {
    for (Method method : area.getDeclaredMethods()) {
      WithName name = method.getAnnotation(WithName.class);
      String key = prefix + "." + (name == null ? kebab(method.getName()) : name.value());
      if (method.getReturnType() == Map.class && area == GatewayConfig.class) {
        collect(key + ".{id}", PacsConfig.class, keys);
      } else if (method.getReturnType().getPackage() == GatewayConfig.class.getPackage()
          && method.getReturnType().isInterface()) {
        collect(key, method.getReturnType(), keys);
      } else {
        keys.put(
            key,
            Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value));
      }
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
