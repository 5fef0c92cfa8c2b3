import { chromium } from 'playwright-core'
const base='http://127.0.0.1:3000'
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-component-update','--disable-sync','--no-first-run']})
const logs=[]
async function shot(width,name,url,js=false){const ctx=await browser.newContext({viewport:{width,height:800},javaScriptEnabled:js,locale:'ja-JP'});const p=await ctx.newPage();p.on('console',m=>logs.push(name+': '+m.type()+': '+m.text()));await p.goto(base+url);await p.waitForTimeout(js?800:100);await p.screenshot({path:`/tmp/shots/${name}-${width}.png`,fullPage:true});await ctx.close()}
const answers={q01:['34207'],q02:['E'],q03:'12',q04:['corporation'],q05:'12',q07:['some'],q08:['s2'],q09:['idea'],q10:['paperwork','order-management','labor-shortage'],q11:['efficiency','sales-up'],q12:['half'],q13:['cloud-accounting','ec-web-sns'],q14:['soft'],q15:['sheet'],q16:['page'],q17:['sheet'],q18:['month'],q19:['boss'],q20:['some'],q21:['no'],q22:['ok'],q23:['update','antivirus','backup'],q24:['unknown'],q25:['unknown']}
async function post(path,fields){const b=new URLSearchParams();for(const[k,v]of fields)b.append(k,v);const r=await fetch(base+path,{method:'POST',body:b,redirect:'manual',headers:{accept:'text/html'}});return r.headers.get('location')}
const key=(await post('/do/start',[])).split('/')[2]
for(const[q,a]of Object.entries(answers))await post('/do/answer',[['key',key],['question',q],...(Array.isArray(a)?a:[a]).map(v=>['choice[]',v])])
const k2=(await post('/do/start',[])).split('/')[2]
await post('/do/answer',[['key',k2],['question','q02'],['choice[]','I']])
await post('/do/answer',[['key',k2],['question','q03'],['choice[]','abc']])
const w=(process.argv[2]??'320,1280').split(',').map(Number)
for(const x of w){
 await shot(x,'home','/');await shot(x,'q02',`/diagnosis/${k2}/q02`);await shot(x,'q03err',`/diagnosis/${k2}/q03`);await shot(x,'q10',`/diagnosis/${key}/q10`,true);await shot(x,'check',`/diagnosis/${key}/check`);await shot(x,'menus','/menus?kind=subsidy');await shot(x,'menu','/menus/shinjigyo-shinshutsu-3');await shot(x,'cases','/cases');await shot(x,'office','/office');await shot(x,'api','/api');await shot(x,'notfound','/x')
}
await post('/do/submit',[['key',key]])
for(const x of w)await shot(x,'result',`/diagnosis/${key}/result`)
console.log(base+`/diagnosis/${key}/result`)
console.log(logs.join('\n'))
await browser.close()
