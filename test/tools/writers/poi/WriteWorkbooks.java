import com.google.gson.Gson;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.RichTextString;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Writes each table of a JSON file as workbooks, with Apache POI: folder/table.writer.xlsx. */
public final class WriteWorkbooks {
  private static final Pattern DAY = Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}|(0|[1-9]\\d{0,5})\\.\\d{0,3}[1-9]");

  private static final Map<String, Supplier<Workbook>> WRITERS = new LinkedHashMap<>();

  static {
    WRITERS.put("poi-xssf", XSSFWorkbook::new);
    WRITERS.put("poi-xssf-rich", XSSFWorkbook::new);
    WRITERS.put("poi-sxssf-inline", () -> new SXSSFWorkbook(2));
    WRITERS.put("poi-sxssf-shared", () -> new SXSSFWorkbook(null, 2, true, true));
    WRITERS.put("poi-sxssf-zip64", WriteWorkbooks::zip64);
  }

  private static Workbook zip64() {
    SXSSFWorkbook book = new SXSSFWorkbook(2);
    book.setZip64Mode(Zip64Mode.Always);
    return book;
  }

  public static void main(String[] arguments) throws Exception {
    Tables tables = new Gson().fromJson(Files.readString(Path.of(arguments[0])), Tables.class);
    for (Map.Entry<String, List<List<String>>> table : tables.entrySet()) {
      for (Map.Entry<String, Supplier<Workbook>> writer : WRITERS.entrySet()) {
        for (boolean isTyped : new boolean[] {false, true}) {
          String name = table.getKey() + "." + writer.getKey() + (isTyped ? "-typed" : "-text") + ".xlsx";
          boolean isRich = writer.getKey().endsWith("rich");
          try (Workbook book = writer.getValue().get();
              OutputStream file = Files.newOutputStream(Path.of(arguments[1], name))) {
            fill(book, table.getValue(), isTyped, isRich);
            book.write(file);
          }
        }
      }
    }
  }

  private static void fill(Workbook book, List<List<String>> rows, boolean isTyped, boolean isRich) {
    Sheet sheet = book.createSheet("数据");
    CellStyle dayStyle = book.createCellStyle();
    dayStyle.setDataFormat(book.createDataFormat().getFormat("yyyy/m/d"));
    Font bold = book.createFont();
    bold.setBold(true);
    for (int number = 0; number < rows.size(); number++) {
      Row row = sheet.createRow(number);
      List<String> texts = rows.get(number);
      for (int column = 0; column < texts.size(); column++) {
        Cell cell = row.createCell(column);
        String text = texts.get(column);
        if (isTyped && number > 0 && setTyped(cell, text, dayStyle)) continue;
        if (isRich && text.length() > 1) cell.setCellValue(rich(book, text, bold));
        else cell.setCellValue(text);
      }
    }
  }

  /** A text whose first character is bold, as it comes of an office program. */
  private static RichTextString rich(Workbook book, String text, Font bold) {
    RichTextString rich = book.getCreationHelper().createRichTextString(text);
    rich.applyFont(0, 1, bold);
    return rich;
  }

  /** The cell as an office program keeps it: a day as a day, a short number as a number, nothing as a blank cell. */
  private static boolean setTyped(Cell cell, String text, CellStyle dayStyle) {
    var day = DAY.matcher(text);
    if (day.matches()) {
      try {
        cell.setCellValue(LocalDate.of(part(day.group(1)), part(day.group(2)), part(day.group(3))));
        cell.setCellStyle(dayStyle);
        return true;
      } catch (DateTimeException noDay) {
        return false;
      }
    }
    if (NUMBER.matcher(text).matches()) {
      cell.setCellValue(Double.parseDouble(text));
      return true;
    }
    return text.isEmpty();
  }

  private static int part(String digits) {
    return Integer.parseInt(digits);
  }

  /** The rows of each table, by its name. */
  private static final class Tables extends LinkedHashMap<String, List<List<String>>> {}
}
